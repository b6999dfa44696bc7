import type { CText } from "@kindred/c-source";

/** A header that a run makes, before anything stands in it: the same text for the same name. */
export function emptyHeader(name: string): CText {
  const guard = `_${name.replace(/\W/g, "_").toUpperCase()}_H`;
  return [
    "/* SPDX-License-Identifier: GPL-2.0-only */",
    `#ifndef ${guard}`,
    `#define ${guard}`,
    "",
    "#include <linux/types.h>",
    "",
    `#endif /* ${guard} */`,
    "",
  ].join("\n");
}
