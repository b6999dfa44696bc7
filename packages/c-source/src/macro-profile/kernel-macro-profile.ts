import type { MacroProfile } from "./macro-profile.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The macros of the Linux kernel (its compiler_types.h, init.h, sparse and lock annotations, list.h and its kin; old names too). */
export const kernelMacroProfile: MacroProfile = {
  annotations: words(`
    __init __exit __initdata __initconst __exitdata __exitused __ref __refdata __meminit __net_init __net_exit
    __net_initdata __head __init_or_module __initdata_or_module __initconst_or_module __devinit __devexit __devinitdata
    __cold __hot __pure __weak __used __unused __maybe_unused __always_unused __must_check __noreturn __packed
    __always_inline noinline noinline_for_stack noinline_for_kasan noinstr notrace asmlinkage asmlinkage__ fastcall
    __visible __malloc __deprecated __flatten __noclone __nonstring __latent_entropy __randomize_layout __no_randomize_layout
    __designated_init __attribute_const__ __read_mostly __ro_after_init __cacheline_aligned ____cacheline_aligned
    ____cacheline_aligned_in_smp __cacheline_aligned_in_smp __page_aligned_data __page_aligned_bss __private __bitwise
    __iomem __user __kernel __percpu __rcu __force __nocast __safe __private_rcu __chk_user_ptr
    __irq_entry __softirq_entry __exception_irq_entry __sched __lockfunc __cpuidle __kprobes nokprobe_inline
    __no_sanitize_address __no_sanitize_undefined __no_sanitize_memory __no_sanitize_or_inline __no_kcsan
    __no_kasan_or_inline __no_kcsan_or_inline __no_profile __no_stack_protector __nostackprotector __noscs __nocfi
    __no_caller_saved_registers __no_fpu __naked __nosavedata __tracepoint __init_refok __ref_ok __tracing_cpumask
    __bpf_kfunc __bpf_hook_start __bpf_hook_end __signed_wrap __cpu_loongarch __efi_rt_code __efiapi __eficonfig
    __xip_unmap_alias __net_exit_or_init ACPI_SYSTEM_XFACE ACPI_INTERNAL_XFACE ACPI_INTERNAL_VAR_XFACE ACPI_INIT_FUNCTION I915_SELFTEST_EXPORT
    __ALIGNED__ __meminitdata __memexit __cpuinit __cpuexit __cpuinitdata __kunit_init_or_exit
  `),
  annotationsWithArgument: words(`
    __attribute __must_hold __must_hold_shared __acquires __acquire __releases __release __acquires_shared __releases_shared
    __cond_acquires __cond_lock_ctx __context__ __guarded_by __printf __scanf __free __cleanup __aligned __section
    __alloc_size __realloc_size __assume_aligned __counted_by __counted_by_le __counted_by_be __sized_by __malloc_like
    __no_sanitize __alias __copy __diagnose_as __error __warning __optimize __target __fix_address __iomem_aligned
  `),
  iterationPatterns: words(`
    *for_each* *for_all* with_* *foreach* *_walk* *_iterate* *_iter_* *scoped* list_for* hlist_* rbtree_* do_for* for_* *_for
  `),
};
