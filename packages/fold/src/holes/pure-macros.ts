/** Kernel macros that give a constant when their arguments are constants. */
export const CONSTANT_MACROS: ReadonlySet<string> = new Set([
  "BIT",
  "BIT_ULL",
  "GENMASK",
  "GENMASK_ULL",
  "ARRAY_SIZE",
  "DMA_BIT_MASK",
]);

/**
 * Kernel macros in capitals whose arguments are evaluated as an ordinary expression, so a parameter can stand there:
 * all arguments, or those listed.
 */
export const SAFE_MACRO_ARGUMENTS: ReadonlyMap<string, readonly number[] | "all"> = new Map<
  string,
  readonly number[] | "all"
>([
  ["ALIGN", "all"],
  ["BUG_ON", "all"],
  ["DIV_ROUND_CLOSEST", "all"],
  ["DIV_ROUND_UP", "all"],
  ["ERR_PTR", "all"],
  ["FIELD_PREP", [1]],
  ["FIELD_GET", [1]],
  ["IS_ALIGNED", "all"],
  ["IS_ERR", "all"],
  ["IS_ERR_OR_NULL", "all"],
  ["IS_ERR_VALUE", "all"],
  ["PTR_ALIGN", "all"],
  ["PTR_ERR", "all"],
  ["READ_ONCE", "all"],
  ["WARN_ON", "all"],
  ["WRITE_ONCE", [1]],
]);

/** Kernel macros in small letters that look at the type or constness of an argument, or need a name or type there. */
export const SENSITIVE_MACRO =
  /^(?:min|max|min3|max3|min_not_zero|clamp|swap|typeof|typeof_member|typecheck|container_of(?:_const)?|offsetof|offsetofend|sizeof_field|static_assert|_Static_assert|__builtin_\w+|\w*_(?:encode|replace|get)_bits|\w*_p_replace_bits|(?:list|hlist|rb)_(?:\w+_)?entry\w*|module_\w+|va_arg|struct_group\w*|__stringify|__is_constexpr|__same_type)$/;

/** Functions that take a plain string, never a format, in some argument. */
export const STRING_ARGUMENT =
  /^(?:str\w+|sysfs_streq|kstrdup\w*|devm_kstrdup\w*|of_\w+|fwnode_\w+|device_property_\w+|devm_clk_\w+|clk_get\w*|clk_bulk\w*|devm_regulator_\w+|regulator_get\w*|devm_gpiod?_\w+|gpiod?_(?:get|request)\w*|request_irq|request_threaded_irq|devm_request_\w+|request_(?:mem_)?region|platform_get_\w+_byname\w*|devm_platform_\w+_byname|devm_reset_control\w*|reset_control_get\w*|debugfs_create_\w+|proc_create\w*|seq_puts|devm_phy_\w+|phy_get\w*|dma_request_\w+|pinctrl_lookup_state|devm_pinctrl_get_select|i2c_new_\w+|pwm_get\w*|devm_pwm_get\w*|nvmem_cell_\w+|devm_nvmem_\w+)$/;
