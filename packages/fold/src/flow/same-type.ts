/** Names of one type in the kernel, the usual one first. */
const SAME: readonly (readonly string[])[] = [
  ["int", "s32", "__s32", "signed int", "signed"],
  ["u32", "unsigned int", "unsigned", "__u32", "uint32_t", "uint"],
  ["u16", "unsigned short", "__u16", "uint16_t", "unsigned short int", "ushort"],
  ["u8", "unsigned char", "__u8", "uint8_t"],
  ["u64", "unsigned long long", "__u64", "uint64_t"],
  ["s64", "long long", "__s64", "int64_t"],
  ["unsigned long", "unsigned long int", "ulong"],
];

/** Whether two type names mean the same type on every machine that Linux runs on. */
export function isSameType(a: string, b: string): boolean {
  return a === b || SAME.some((names) => names.includes(a) && names.includes(b));
}
