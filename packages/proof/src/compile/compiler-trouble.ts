/**
 * Tells a compiler that could not do its work (killed, out of memory, a full disk, a part of it missing) from one that
 * says the source is wrong. Only what the compiler says of itself counts: messages may quote any text of the source,
 * and a source that says "out of memory" must not pass for a machine that is.
 */

/** What a driver, an assembler or LLVM says at the start of a line, after nothing but its own name. */
const OF_ITSELF = new RegExp(
  `^(?:[\\w./+-]+: )?(?:${[
    "(?:internal compiler error|Internal error|LLVM ERROR|PLEASE submit a bug report)\\b",
    "(?:fatal error: )?\\w[\\w ]* signal terminated program ",
    "(?:fatal error: )?(?:cannot execute|error trying to exec|unable to execute command)\\b",
    "error: unable to execute command\\b",
    "error: clang frontend command failed\\b",
    "(?:out of memory|virtual memory exhausted|memory exhausted)\\b",
    "terminate called after throwing an instance of 'std::bad_alloc'",
    "(?:fatal )?error: (?:error (?:writing to|closing)|unable to open output file|cannot create temporary file|cannot close)",
    "Fatal error: can't (?:write|close|create)\\b",
    "Cannot create temporary file in\\b",
    "error while loading shared libraries\\b",
    "(?:fatal error: )?(?:v?fork|posix_spawnp?|pipe)\\b.*: (?:Resource temporarily unavailable|Cannot allocate memory)$",
  ].join("|")})`,
  "m",
);
/** The same behind a place in the source, at the end of which the compiler gave up. */
const AT_A_PLACE =
  /^\S+:\d+(?::\d+)?: (?:internal compiler error: |fatal error: error (?:writing to|closing) .*: (?:No space left on device|Disk quota exceeded|Input\/output error)$)/m;

/** Whether stderr says that the compiler itself was in trouble. */
export function isCompilerTrouble(stderr: string): boolean {
  return OF_ITSELF.test(stderr) || AT_A_PLACE.test(stderr);
}
