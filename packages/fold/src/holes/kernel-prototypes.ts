import type { CalleeParameter } from "./callee-parameters.ts";

/**
 * Parameters of kernel functions that drivers hand constants to: type and name as include/linux declares them in 6.1
 * and 6.12 (macros over functions, such as `writel`, by the function below). Data. A gap (`""`) stands for a
 * parameter that no constant is given for.
 */
const DECLARED: Readonly<Record<string, string>> = {
  "regmap_read regmap_read_bypassed": "|unsigned int reg",
  "regmap_write regmap_write_async": "|unsigned int reg|unsigned int val",
  "regmap_bulk_read regmap_bulk_write regmap_raw_read regmap_raw_write regmap_noinc_read regmap_noinc_write":
    "|unsigned int reg||size_t count",
  "regmap_update_bits regmap_write_bits": "|unsigned int reg|unsigned int mask|unsigned int val",
  "regmap_set_bits regmap_clear_bits regmap_test_bits": "|unsigned int reg|unsigned int bits",
  "regmap_field_write regmap_field_force_write": "|unsigned int val",
  "i2c_smbus_read_byte_data i2c_smbus_read_word_data i2c_smbus_read_word_swapped": "|u8 command",
  "i2c_smbus_write_byte i2c_smbus_write_quick": "|u8 value",
  i2c_smbus_write_byte_data: "|u8 command|u8 value",
  "i2c_smbus_write_word_data i2c_smbus_write_word_swapped": "|u8 command|u16 value",
  "i2c_smbus_read_i2c_block_data i2c_smbus_write_i2c_block_data": "|u8 command|u8 length",
  "writeb iowrite8 writeb_relaxed": "u8 value",
  "writew iowrite16 writew_relaxed iowrite16be": "u16 value",
  "writel iowrite32 writel_relaxed iowrite32be": "u32 value",
  outb: "u8 value|unsigned int port",
  outw: "u16 value|unsigned int port",
  outl: "u32 value|unsigned int port",
  "msleep msleep_interruptible": "unsigned int msecs",
  usleep_range: "unsigned long min|unsigned long max",
  "pci_read_config_byte pci_read_config_word pci_read_config_dword": "|int where",
  pci_write_config_byte: "|int where|u8 val",
  pci_write_config_word: "|int where|u16 val",
  pci_write_config_dword: "|int where|u32 val",
  "phy_read __phy_read": "|u32 regnum",
  "phy_write __phy_write": "|u32 regnum|u16 val",
  phy_read_mmd: "|int devad|u32 regnum",
  phy_write_mmd: "|int devad|u32 regnum|u16 val",
  "phy_modify phy_modify_changed": "|u32 regnum|u16 mask|u16 set",
  "phy_set_bits phy_clear_bits": "|u32 regnum|u16 val",
  "phy_set_bits_mmd phy_clear_bits_mmd": "|int devad|u32 regnum|u16 val",
  msecs_to_jiffies: "const unsigned int m",
  irq_set_irq_type: "|unsigned int type",
  clk_set_rate: "|unsigned long rate",
  "gpiod_set_value gpiod_set_value_cansleep": "|int value",
};

const BY_NAME: ReadonlyMap<string, readonly CalleeParameter[]> = new Map(
  Object.entries(DECLARED).flatMap(([names, declared]) => {
    const parameters = declared.split("|").map(readParameter);
    return names.split(" ").map((name): [string, readonly CalleeParameter[]] => [name, parameters]);
  }),
);

/** What the kernel declares of a function's parameters, for the functions in this table. */
export function kernelPrototype(name: string): readonly CalleeParameter[] | undefined {
  return BY_NAME.get(name);
}

function readParameter(declared: string): CalleeParameter {
  const end = declared.lastIndexOf(" ");
  const type = declared.slice(0, Math.max(0, end)).replace(/^const /, "");
  return { type: type === "" ? undefined : type, name: declared.slice(end + 1) };
}
