import { homedir } from "node:os";
import { join } from "node:path";

/** Where results and kernels are kept between runs. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME;
  return join(base?.startsWith("/") ? base : join(homedir(), ".cache"), "kindred");
}
