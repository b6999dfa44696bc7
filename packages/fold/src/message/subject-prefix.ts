import { driverLabel } from "../naming/helper-name.ts";

/**
 * How patches to a folder begin their subject, as `git log` of these folders shows it. `$driver` is the file's name
 * without the folder's, `$folder` the innermost folder. `$ethernet` is the driver's folder below its vendor's. The first row
 * that matches wins.
 */
const PREFIXES: readonly (readonly [string, string])[] = [
  ["drivers/leds/", "leds: $driver: "],
  ["drivers/hwmon/", "hwmon: ($driver) "],
  ["drivers/gpu/drm/", "drm/$folder: "],
  ["drivers/input/", "Input: $driver - "],
  ["drivers/net/ethernet/marvell/octeontx2/af/", "octeontx2-af: "],
  ["drivers/net/ethernet/marvell/octeontx2/nic/", "octeontx2-pf: "],
  ["drivers/net/ethernet/mellanox/mlx5/", "net/mlx5: "],
  ["drivers/net/ethernet/mellanox/mlx4/", "net/mlx4: "],
  ["drivers/net/ethernet/sfc/siena/", "sfc: siena: "],
  ["drivers/net/ethernet/sfc/falcon/", "sfc: falcon: "],
  ["drivers/net/ethernet/sfc/", "sfc: "],
  ["drivers/net/ethernet/stmicro/stmmac/", "net: stmmac: "],
  ["drivers/net/ethernet/", "$ethernet: "],
  ["drivers/net/wireless/", "wifi: $folder: "],
  ["drivers/net/phy/", "net: phy: $driver: "],
  ["drivers/net/dsa/", "net: dsa: $driver: "],
  ["drivers/net/can/", "can: $driver: "],
  ["drivers/net/usb/", "net: usb: $driver: "],
  ["drivers/net/", "net: $driver: "],
  ["drivers/media/", "media: $driver: "],
  ["drivers/staging/", "staging: $folder: "],
  ["drivers/infiniband/hw/", "RDMA/$folder: "],
  ["drivers/scsi/", "scsi: $driver: "],
  ["drivers/video/backlight/", "backlight: $driver: "],
  ["drivers/video/fbdev/", "fbdev: $driver: "],
  ["drivers/tty/serial/", "serial: $driver: "],
  ["drivers/usb/", "usb: $folder: "],
  ["drivers/ata/", "ata: $driver: "],
  ["drivers/char/hw_random/", "hwrng: $driver - "],
  ["drivers/char/ipmi/", "ipmi: $driver: "],
  ["drivers/platform/x86/", "platform/x86: $driver: "],
  ["drivers/crypto/", "crypto: $driver - "],
  ["drivers/mtd/nand/raw/", "mtd: rawnand: $driver: "],
  ["drivers/power/supply/", "power: supply: $driver: "],
];

/** Where `$folder` must be a driver's own folder: else its name says the class twice. */
const CLASS_FOLDERS: ReadonlySet<string> = new Set(["drm", "staging", "usb", "ethernet", "wireless"]);

/** The prefix of a patch that changes these files of one folder: `leds: lm3642: `. */
export function subjectPrefix(files: readonly string[]): string {
  const [file] = files;
  const folders = file.split("/").slice(0, -1);
  const driver = sharedName(files.map(driverLabel)) ?? folders.at(-1) ?? "";
  const row = PREFIXES.find(([path]) => file.startsWith(path));
  const folder = folders.at(-1) ?? driver;
  const pattern = row?.[1] ?? defaultPattern(folders);
  const inner = CLASS_FOLDERS.has(folder) ? driver : folder;
  const ethernet = folders[4] ?? `net: ${driver}`;
  return pattern.replace("$driver", driver).replace("$folder", inner).replace("$ethernet", ethernet);
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
