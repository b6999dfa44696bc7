import { type ElfSection, SHF } from "./read-elf.ts";
import { relocationsBetween } from "./relocation-target.ts";

/** The NOPs that assemblers write to align x86 code, and INT3. */
// Built from text, since a pattern of machine code is full of control characters.
const X86_NOPS = new RegExp(
  String.raw`^(?:\x90|\xcc|\x66+\x90|[\x66\x2e]*\x0f\x1f(?:\x00|\x40\x00|\x44\x00\x00|\x80\x00{4}|\x84\x00{5}))*$`,
);
const LONGEST_PADDING = 4096;

/** Whether bytes between two symbols are only there to align the second one. */
export function isPadding(section: ElfSection, start: number, end: number): boolean {
  if (relocationsBetween(section, start, end).length > 0) return false;
  const bytes = section.data.subarray(start, end);
  if (bytes.every((byte) => byte === 0)) return true;
  if ((section.flags & SHF.EXECINSTR) === 0 || bytes.length > LONGEST_PADDING) return false;
  return X86_NOPS.test(Buffer.from(bytes).toString("latin1"));
}
