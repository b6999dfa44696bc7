/*
 * A module whose init and exit only register and unregister one driver says so in one line: module_platform_driver()
 * and its sisters expand to the very same pair of functions. Looked for: one module_init() and one module_exit() in
 * the file, both outside #if; functions used by nothing else, whose bodies are one call each, on the same driver.
 * Another initcall level (subsys_initcall …) is a decision about order and never matches.
 */
import {
  type CFile,
  type CFunction,
  type CNode,
  type CodemodApi,
  type CPattern,
  defineCodemod,
} from "@kindred/codemod";
import { DRIVER_MACROS } from "./driver-macros.ts";

export default defineCodemod({
  prefilter: DRIVER_MACROS.map(({ register, unregister }) => [
    "module_init",
    "module_exit",
    register,
    unregister,
  ]),
  transform(file, api) {
    const init = findCaller(file, api.c.stmt`module_init($fn);`);
    const exit = findCaller(file, api.c.stmt`module_exit($fn);`);
    if (!init || !exit) return;
    const call = describePair(file, init, exit, api);
    if ("reason" in call) {
      file.miss(init.statement, call.reason);
      file.miss(init.fn, call.reason);
      file.miss(exit.fn, call.reason);
      return;
    }
    init.statement.replaceWith(call.text);
    exit.statement.remove();
    init.fn.remove();
    exit.fn.remove();
  },
});

/** `module_init(fn);` and the function that it names. */
interface Caller {
  readonly statement: CNode;
  readonly fn: CFunction;
}

function findCaller(file: CFile, pattern: CPattern): Caller | undefined {
  const found = file.findOutside(pattern);
  const fn = found.size === 1 ? file.findFunction(found.at(0)!.get("fn").text) : undefined;
  return fn && { statement: found.at(0)!, fn };
}

function describePair(
  file: CFile,
  init: Caller,
  exit: Caller,
  { c }: CodemodApi,
): { readonly text: string } | { readonly reason: string } {
  const registering = matchBody(init.fn, [
    c.stmt`return $call($...args);`,
    c.stmt`int $error = $call($...args); return $error;`,
    c.stmt`int $error; $error = $call($...args); return $error;`,
    c.stmt`int $error = 0; $error = $call($...args); return $error;`,
  ]);
  const unregistering = matchBody(exit.fn, [c.stmt`$call($...args);`, c.stmt`return $call($...args);`]);
  if (!registering || !unregistering) return { reason: "init or exit does more than one call" };
  if ([init.fn, exit.fn].some(hasCommentOrDirective)) {
    return { reason: "the functions hold a comment or a directive" };
  }
  const places = [init.statement, exit.statement, init.fn, exit.fn];
  if (places.some(({ range }) => isConditional(file.text, range.start))) {
    return { reason: "it stands inside an #if" };
  }
  if (file.countWord("module_init") + file.countWord("module_exit") > 2) {
    return { reason: "the file has more than one module_init() or module_exit()" };
  }
  if ([init.fn, exit.fn].some(({ name }) => file.countWord(name) !== 2)) {
    return { reason: "the init or exit function is used elsewhere too" };
  }
  return macroCall(file, registering, unregistering);
}

function macroCall(
  file: CFile,
  registering: CNode,
  unregistering: CNode,
): { readonly text: string } | { readonly reason: string } {
  const entry = DRIVER_MACROS.find(
    ({ register, unregister }) =>
      register === registering.get("call").text && unregister === unregistering.get("call").text,
  );
  if (!entry) return { reason: "the two calls have no module_…_driver macro" };
  const args = registering.getAll("args").map(({ text }) => text.replace(/\s/g, ""));
  const drivers = args.filter((arg) => arg.startsWith("&"));
  const unregistered = unregistering.getAll("args").map(({ text }) => text.replace(/\s/g, ""));
  if (drivers.join() !== unregistered.join()) return { reason: "init and exit name different drivers" };
  if (!args[0]?.startsWith("&") || !args.every((arg) => /^&?\w+$/.test(arg))) {
    return { reason: "the driver is no variable of its own" };
  }
  const names = args.map((arg) => arg.replace("&", ""));
  const made = [`${names[0]}_init`, `${names[0]}_exit`];
  const isTaken = (name: string): boolean =>
    file.countWord(name) > 0 && !isGoing(name, [registering, unregistering]);
  if (made.some(isTaken))
    return { reason: `the macro would define ${made.join("() and ")}(), which exist already` };
  return { text: `${entry.macro}(${names.join(", ")});` };
}

/** True for the name of one of the two functions that the macro takes the place of. */
function isGoing(name: string, calls: readonly CNode[]): boolean {
  return calls.some((call) => call.file.functionOf(call)?.name === name);
}

/** The match of the first pattern that is all the function's body holds. */
function matchBody(fn: CFunction, patterns: readonly CPattern[]): CNode | undefined {
  const statements = (fn.parses && fn.body?.children) || [];
  const first = statements[0];
  if (!first) return undefined;
  const matches = patterns.flatMap((pattern) => first.match(pattern) ?? []);
  return matches.find((match) => match.syntax.length === statements.length);
}

function hasCommentOrDirective(fn: CFunction): boolean {
  return /\/\*|\/\/|^\s*#/m.test(fn.text.slice(fn.span.bodyStart - fn.span.start));
}

/** True when an `#if` opened before `offset` is still open there. */
function isConditional(text: string, offset: number): boolean {
  const directives = text.slice(0, offset).match(/^[ \t]*#[ \t]*(?:if|endif)/gm) ?? [];
  return directives.reduce((depth, line) => depth + (line.endsWith("endif") ? -1 : 1), 0) > 0;
}
