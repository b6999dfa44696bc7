import { readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { FindRequest } from "../find-request.ts";
import { openKeptFile } from "./kept-file.ts";
import { decodeSnapshot, encodeSnapshot, type Keepable, type Snapshot } from "./snapshot.ts";

/** Snapshots above these bounds go, those not used for longest first; one of a whole drivers/ has some 400 MB. */
const MOST_SNAPSHOTS = 24;
const MOST_BYTES = 2 ** 31;
/** Files that a run which died has left behind. */
const STALE_MILLISECONDS = 3_600_000;

/** The snapshot of earlier runs over one tree with the same options. */
export interface CacheStore {
  load(): Snapshot | undefined;
  save(run: Keepable): void;
}

/** The store of a request, or undefined when it asks for none. */
export function openCacheStore(request: FindRequest): CacheStore | undefined {
  const { minTokens, similarity, includeBoilerplate } = request.options;
  const subject = JSON.stringify([request.root, minTokens, similarity, includeBoilerplate]);
  const file = openKeptFile(request, "find", subject);
  return (
    file && {
      load: () =>
        file.load((sections) => {
          const snapshot = decodeSnapshot(sections);
          touch(file.path);
          return snapshot;
        }),
      save: (run) =>
        file.save(
          () => encodeSnapshot(run),
          () => prune(file.folder),
        ),
    }
  );
}

/** Says that a snapshot is in use; whoever may only read it uses it all the same. */
function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // It is only the order in which snapshots go.
  }
}

function prune(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => /^(find|helpers)-[0-9a-f]{24}\.cache(\.\d+-[0-9a-z]+\.tmp)?$/.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const status = statSync(path, { throwIfNoEntry: false });
      return status === undefined ? [] : [{ path, size: status.size, used: status.mtimeMs }];
    })
    .sort((a, b) => b.used - a.used);
  let bytes = 0;
  let kept = 0;
  for (const { path, size, used } of files) {
    if (path.endsWith(".tmp")) {
      if (Date.now() - used > STALE_MILLISECONDS) rmSync(path, { force: true });
      continue;
    }
    bytes += size;
    if (++kept > MOST_SNAPSHOTS || (kept > 1 && bytes > MOST_BYTES)) rmSync(path, { force: true });
  }
}
