import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Asks the compiler about values of one file: an assertion before each value's statement says that the value has
 * our type. A value is asked for as an expression of its own, so arrays count as pointers, as where they are passed.
 * @returns for each value the verdict (`right`, `wrong`, or `refused`: no question that the compiler understands
 * there) and what the compiler says that the type is where it is wrong.
 */
export function askCompiler(kernel, { argv, cwd }, file, holes) {
  const [compiler, ...options] = argv;
  const quiet = options.filter((option) => !/^-W(?:error|[a-z])/.test(option) || option.startsWith("-Wp,"));
  const compile = (probes) =>
    spawnSync(
      compiler,
      [...quiet, "-w", "-iquote", dirname(join(kernel, file)), "-fsyntax-only", "-x", "c", "-"],
      {
        cwd,
        input: Buffer.from(insertProbes(readFileSync(join(kernel, file), "latin1"), probes), "latin1"),
        encoding: "latin1",
        env: { ...process.env, LC_ALL: "C" },
        maxBuffer: 1 << 28,
      },
    ).stderr;
  const said = compile(holes.map(assertion));
  const verdicts = holes.map((_, i) => verdictOf(messagesFor(said, i)));
  const wrong = holes.filter((_, i) => verdicts[i] === "wrong");
  const named = wrong.length > 0 ? compile(wrong.map(namer)) : "";
  return verdicts.map((verdict, i) => {
    const messages = verdict === "wrong" ? messagesFor(named, wrong.indexOf(holes[i])) : [];
    return { verdict, says: /from type '(.+?) ?\*'(?: |$|\{)/.exec(messages.join("\n"))?.[1] ?? messages[0] };
  });
}

/** Strings are meant to be passed as `const char *`, `true` and `false` as `bool`, though C gives them other types. */
function assertion({ text, type, offset }, i) {
  const value = flat(text);
  const isString = value.startsWith('"') && type === "const char *";
  const wanted = isString ? "char *" : /^(?:true|false)$/.test(value) ? "int" : type;
  const line = `_Static_assert(__builtin_types_compatible_p(__typeof__(({ ${value}; })), ${wanted}), "kindred-${i}");`;
  return { offset, line };
}

/** A line whose error names the value's type. */
function namer({ text, offset }) {
  return { offset, line: `{ struct { int a; } kindred; kindred = (__typeof__(({ ${flat(text)}; })) *)0; }` };
}

function flat(text) {
  return text
    .replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, " ")
    .replace(/\\?\s+/g, " ")
    .trim();
}

/** The text with each probe on a line of a file of its own. */
function insertProbes(text, probes) {
  const order = [...probes.entries()].sort(([, a], [, b]) => a.offset - b.offset);
  let result = "";
  let from = 0;
  for (const [i, { offset, line }] of order) {
    result += `${text.slice(from, offset)}\n#line 1 "kindred-${i}.c"\n${line}\n#line 1 "rest.c"\n`;
    from = offset;
  }
  return result + text.slice(from);
}

function messagesFor(stderr, i) {
  return stderr.split("\n").filter((line) => line.startsWith(`kindred-${i}.c:`) && line.includes("error:"));
}

function verdictOf(messages) {
  if (messages.length === 0) return "right";
  return messages.some((line) => line.includes("static assertion failed")) ? "wrong" : "refused";
}
