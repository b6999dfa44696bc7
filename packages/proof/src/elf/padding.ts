import { type ElfSection, SHF } from "./read-elf.ts";
import { relocationsBetween } from "./relocation-target.ts";

/** The NOPs that assemblers write to align x86 code, and INT3, in hexadecimal. */
const X86_NOPS = /^(?:90|cc|(?:66)+90|(?:66|2e)*0f1f(?:00|4000|440000|80(?:00){4}|84(?:00){5}))*$/;
const LONGEST_PADDING = 4096;

/** Whether bytes between two symbols are only there to align the second one. */
export function isPadding(section: ElfSection, start: number, end: number): boolean {
  if (relocationsBetween(section, start, end).length > 0) return false;
  const bytes = section.data.subarray(start, end);
  if (bytes.every((byte) => byte === 0)) return true;
  if ((section.flags & SHF.EXECINSTR) === 0 || bytes.length > LONGEST_PADDING) return false;
  return X86_NOPS.test(Buffer.from(bytes).toString("hex"));
}
