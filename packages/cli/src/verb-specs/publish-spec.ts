import type { VerbSpec } from "../verb.ts";
import { MAIL_OPTION, OUTPUT_OPTION } from "./option-groups.ts";

export const publishSpec: VerbSpec = {
  name: "publish",
  summary: "check a helper library and make a patch, a package or a tarball of it",
  usage: "LIBDIR --as FORM --output OUT [OPTIONS]",
  words: {
    min: 1,
    max: 1,
    missing: "name a library folder, as `kindred publish lib-templates/wdt-legacy --as tarball --output out`",
  },
  options: {
    ...OUTPUT_OPTION,
    as: {
      type: "string",
      value: "FORM",
      choices: ["in-tree", "tarball", "dkms"],
      help: "in-tree (a patch for --kernel), tarball, or dkms (Debian packages)",
    },
    kernel: { type: "string", value: "TREE", help: "the kernel that the patch is for" },
    param: { type: "string", multiple: true, value: "K=V", help: "a parameter of the template" },
    ...MAIL_OPTION,
  },
  examples: ["kindred publish lib-templates/wdt-legacy --as in-tree --kernel . --output out"],
  load: () => import("../verbs/publish.ts"),
};
