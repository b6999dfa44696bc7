/**
 * The macros that a C parser must be told about, as plain data: it can stand in a config file. Built-in:
 * {@link kernelMacroProfile}; add to it with {@link extendMacroProfile}.
 */
export interface MacroProfile {
  /** Words that annotate a declaration and expand to nothing or to an attribute: `__init`, `__iomem`. */
  readonly annotations: readonly string[];
  /** The same with arguments: `__must_hold(x)`, `__printf(1, 2)`. */
  readonly annotationsWithArgument: readonly string[];
  /**
   * Names of macros that take a statement behind them as `for` does, where `*` stands for any run of characters and
   * case is ignored: `*for_each*`. Needed for bodies without braces only: a call before a `{` is taken as such anyway.
   */
  readonly iterationPatterns: readonly string[];
}
