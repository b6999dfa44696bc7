import { describe, expect, it } from "vitest";
import { CLIENT_STYLE } from "../src/html/client-bundle.ts";

/* Every colour of text on every ground it stands on, in both themes: WCAG 2.1 AA asks for 4.5. */

const PAIRS = [
  ...["page", "panel", "active", "other", "absent"].flatMap((ground) => [["text", ground]]),
  ...["page", "panel", "active"].flatMap((ground) => [["muted", ground]]),
  ["accent", "page"],
  ["hole-text", "hole"],
  ...["green", "blue", "amber", "red"].map((colour) => [colour, `${colour}-back`]),
] as [string, string][];

function colours(name: string): [light: string, dark: string] {
  const found = new RegExp(`--${name}: ?light-dark\\(\\s*(#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\)`).exec(
    CLIENT_STYLE,
  );
  if (found === null) throw new Error(`The style sheet has no pair of colours --${name}.`);
  return [found[1]!, found[2]!];
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("the colours of the page", () => {
  it.each(PAIRS)("--%s is readable on --%s, light and dark", (text, ground) => {
    for (const theme of [0, 1] as const) {
      expect(contrast(colours(text)[theme], colours(ground)[theme])).toBeGreaterThanOrEqual(4.5);
    }
  });
});
