/*
 * Which functions of a kernel a driver may be told to call, by where they stand (all names from the kernel root).
 *
 * For every driver: headers below include/, and what lib/ and the driver core export. For drivers of a class: what the
 * class's subsystem folder exports (net/core for net). Below drivers/ and elsewhere: what is exported by a file that
 * stands in a folder around the driver's, or in a folder named `core`, `common`, `lib` or the like in one of these: so
 * the class's core, and the shared library of a family of drivers, but not the driver in the folder next door.
 */

/** Folders that everybody may call into, and the kind of file that matters there. */
const COMMON_FOLDERS: readonly HelperFolder[] = [
  { folder: "include", extension: ".h" },
  { folder: "lib", extension: ".c" },
  { folder: "drivers/base", extension: ".c" },
];

/** Folders below include/ without functions: constants of device trees, trace events. */
const WITHOUT_HELPERS: ReadonlySet<string> = new Set(["include/dt-bindings", "include/trace"]);

const NET = ["net/core", "net/ethernet", "net/ethtool", "net/wireless", "net/mac80211"];
/** Folders outside of drivers/ that belong to a class. */
const SUBSYSTEMS: Readonly<Record<string, readonly string[]>> = {
  net: NET,
  infiniband: ["net/core"],
  bluetooth: ["net/bluetooth"],
  nfc: ["net/nfc"],
  block: ["block"],
  nvme: ["block"],
  scsi: ["block"],
  md: ["block"],
  crypto: ["crypto"],
};

const CORE_NAME = /(^|[-_])(core|common|lib|libs|helpers?)$/;

export interface HelperFolder {
  readonly folder: string;
  readonly extension: ".c" | ".h";
  /** Its files alone, not those of the folders in it. */
  readonly isFlat?: boolean;
}

/** Folders to look for helpers in, when drivers of these classes are scanned from `scanned` down. */
export function helperFolders(classes: Iterable<string>, scanned: string | undefined): HelperFolder[] {
  const subsystems = new Set([...classes].flatMap((name) => SUBSYSTEMS[name] ?? []));
  const around = scanned === undefined ? [] : foldersAround(scanned);
  return [
    ...COMMON_FOLDERS,
    ...[...subsystems].sort().map((folder) => ({ folder, extension: ".c" }) as const),
    ...around.map((folder) => ({ folder, extension: ".c", isFlat: true }) as const),
  ];
}

/** Whether nothing in the folder (named from the kernel root) is for drivers to call. */
export function holdsNoHelpers(folder: string): boolean {
  return WITHOUT_HELPERS.has(folder);
}

/** Whether a folder's name says that what is around it shares it. */
export function isCoreName(folder: string): boolean {
  return CORE_NAME.test(folder);
}

/** Whether code in `file` may call what `helper` exports. */
export function mayCall(helper: string, file: string | undefined): boolean {
  if (COMMON_FOLDERS.some(({ folder }) => helper.startsWith(`${folder}/`))) return true;
  if (file === undefined) return false;
  const [top, name] = file.split("/");
  const subsystems = (top === "drivers" && SUBSYSTEMS[name]) || [];
  if (subsystems.some((folder) => helper.startsWith(`${folder}/`))) return true;
  const home = homeOf(helper);
  return home !== "" && file.startsWith(`${home}/`);
}

/** The best known place first: a header, lib/, the driver core, then what is exported nearest to the top. */
export function comparePlaces(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rankOf(file: string): number {
  const at = COMMON_FOLDERS.findIndex(({ folder }) => file.startsWith(`${folder}/`));
  return at >= 0 ? at : COMMON_FOLDERS.length + file.split("/").length;
}

/** The folder whose code a file's exports are for; empty for none below a class. */
function homeOf(file: string): string {
  const folders = file.split("/").slice(0, -1);
  const least = leastDepth(folders);
  if (folders.length > least && isCoreName(folders[folders.length - 1])) folders.pop();
  return folders.length < least ? "" : folders.join("/");
}

/** Folders from the scanned one up to its class. */
function foldersAround(scanned: string): string[] {
  const folders = scanned.split("/").filter((part) => part !== "");
  const around: string[] = [];
  for (let depth = folders.length; depth >= leastDepth(folders) && depth > 0; depth--)
    around.push(folders.slice(0, depth).join("/"));
  return around;
}

/** `drivers/net` is a class, `sound` is one too. */
function leastDepth(folders: readonly string[]): number {
  return folders[0] === "drivers" ? 2 : 1;
}
