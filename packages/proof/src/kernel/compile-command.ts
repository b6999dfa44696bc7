import { resolve } from "node:path";

/** How one C file is compiled, as the tree's own build would do it. */
export interface CompileCommand {
  /** Absolute path of the source. */
  readonly source: string;
  /** Folder in which the command runs; relative options (`-I./include`) count from there. */
  readonly cwd: string;
  /** Compiler and options, without `-c`, `-o OBJECT`, the source and the options that write dependency files. */
  readonly argv: readonly string[];
}

const COMPILER = /^(?:.*[/-])?(?:gcc|clang|cc)(?:-[0-9.]+)?$/;
/** Options whose value is the next word. */
const TAKES_VALUE = new Set([
  "-include",
  "-imacros",
  "-I",
  "-iquote",
  "-isystem",
  "-idirafter",
  "-D",
  "-U",
  "-x",
]);
const DEPENDENCY_OUTPUT = /^(?:-Wp,-M|-M)/;
const DEPENDENCY_VALUE = new Set(["-MF", "-MT", "-MQ"]);

/** The compile command in a simple command's words, or undefined when it compiles no C file into an object. */
export function readCompileCommand(words: readonly string[], cwd: string): CompileCommand | undefined {
  if (words.length === 0 || !COMPILER.test(words[0]!)) return undefined;
  const argv = [words[0]!];
  let source: string | undefined;
  let compiles = false;
  for (let at = 1; at < words.length; at++) {
    const word = words[at]!;
    if (word === "-c") compiles = true;
    else if (word === "-o" || DEPENDENCY_VALUE.has(word)) at++;
    else if (TAKES_VALUE.has(word)) argv.push(word, words[++at] ?? "");
    else if (!word.startsWith("-") && word.endsWith(".c")) source = word;
    else if (!DEPENDENCY_OUTPUT.test(word)) argv.push(word);
  }
  return compiles && source !== undefined ? { source: resolve(cwd, source), cwd, argv } : undefined;
}
