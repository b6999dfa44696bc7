/**
 * The ar format as dpkg reads it (deb(5)): no symbol table, no long names. Members keep the order they are given in,
 * which a Debian package prescribes.
 */
const NAME_LENGTH = 15;

export interface ArMember {
  /** At most 15 bytes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The archive's bytes. */
export function writeAr(members: readonly ArMember[]): Uint8Array {
  const parts = members.flatMap(({ name, bytes }) => [
    Buffer.from(header(name.slice(0, NAME_LENGTH), bytes.length), "latin1"),
    bytes,
    Buffer.from(bytes.length % 2 === 1 ? "\n" : "", "latin1"),
  ]);
  return Buffer.concat([Buffer.from("!<arch>\n", "latin1"), ...parts]);
}

/** Name, time, owner, group, mode and size, in columns. */
function header(name: string, size: number): string {
  const columns: [string, number][] = [
    [name, 16],
    ["0", 12],
    ["0", 6],
    ["0", 6],
    ["100644", 8],
    [String(size), 10],
  ];
  return `${columns.map(([text, width]) => text.padEnd(width)).join("")}\`\n`;
}
