/** What went wrong, for programs. The CLI turns each code into one of its four exit codes. */
export type ErrorCode =
  | "E_USAGE" // the command line or a config file is wrong
  | "E_PATH" // a named path does not exist, is unreadable or holds no C
  | "E_DIRTY" // a git tree has uncommitted changes
  | "E_KERNEL" // no kernel root, or a kernel that is not configured
  | "E_TOOL" // a compiler, git, make, apt is missing or failed
  | "E_OUTPUT" // the output folder cannot be written
  | "E_DATA" // a file that Kindred reads back (families.json, ledger.json …) is damaged
  | "E_CODEMOD" // a codemod cannot be loaded or throws
  | "E_INTERNAL"; // an invariant of ours is broken

/** The one error class that users see: the message says what and where, `hint` says the fix. */
export class KindredError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "KindredError";
    this.code = code;
    this.hint = hint;
  }
}
