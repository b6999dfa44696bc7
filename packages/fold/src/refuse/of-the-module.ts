/** Words whose value is the module that code is linked into: its name, its reference, its messages' prefix. */
export const OF_THE_MODULE = /^(?:THIS_MODULE|KBUILD_MODNAME|pr_\w+|module_\w+|try_module_get|__module_get)$/;
