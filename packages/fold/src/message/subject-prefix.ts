import { driverLabel } from "../naming/helper-name.ts";
import { PREFIX_ROWS } from "./prefix-rows.ts";

/** Folders that hold drivers of a class: where `$folder` is one, the driver's own name says more. */
const CLASS_FOLDERS: ReadonlySet<string> = new Set(["ethernet", "wireless"]);

/** The prefix of a patch that changes these files of one folder: `leds: lm3642: `. */
export function subjectPrefix(files: readonly string[]): string {
  const [file] = files;
  const folders = file.split("/").slice(0, -1);
  const driver = shortName(sharedName(files.map(driverLabel)) ?? folders.at(-1) ?? "", folders);
  const row = PREFIX_ROWS.find(([path]) => file.startsWith(path));
  const folder = folders.at(-1) ?? driver;
  const below = row && folders[row[0].split("/").length - 1];
  const pattern = row?.[1] ?? defaultPattern(folders);
  return withoutEchoes(
    pattern
      .replace("$below", below ?? driver)
      .replace("$driver", driver)
      .replace("$folder", CLASS_FOLDERS.has(folder) ? driver : folder)
      .replace("$ethernet", folders[4] ?? `net: ${driver}`),
  );
}

/** `irqchip/irq-gic.c` is `gic` there, `pci/controller/pcie-rcar.c` is `rcar`. */
function shortName(driver: string, folders: readonly string[]): string {
  const kind = folders.includes("irqchip") ? /^irq-/ : folders.includes("pci") ? /^pcie?-/ : undefined;
  return kind === undefined ? driver : driver.replace(kind, "");
}

/** `ipmi: ipmi: ` and `hwmon: (hwmon) ` say one thing twice. */
function withoutEchoes(prefix: string): string {
  const parts = prefix.split(/(?<=: )/);
  const once = parts.filter((part, i) => part !== parts[i - 1]).join("");
  return once.replace(/\b([\w-]+): (?:\(\1\) |\1 - )$/, "$1: ");
}

/** The words with which the names of a module's files begin: `heron_hw`, `heron_main` -> `heron`. */
function sharedName(names: readonly string[]): string | undefined {
  const words = names.map((name) => name.split(/(?=[-_])/));
  const end = words[0].findIndex((word, i) => words.some((list) => list[i] !== word));
  return end === 0 ? undefined : words[0].slice(0, end < 0 ? undefined : end).join("");
}

/** `drivers/iio/adc/x.c`: `iio: adc: x: `. */
function defaultPattern(folders: readonly string[]): string {
  const classes = folders[0] === "drivers" || folders[0] === "sound" ? folders.slice(1) : folders;
  return [...classes, "$driver"].map((part) => `${part}: `).join("");
}
