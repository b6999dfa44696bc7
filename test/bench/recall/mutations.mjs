import { edit, insertCalls, moveDeclarations, removeIfs, reorder, wrapInIf } from "./edit-statements.mjs";
import { changeHead, changeLiterals, changeOperators, changeTypes, rename } from "./rewrite-tokens.mjs";

/*
 * Clones of a function, made by editing it: each mutation takes the text, the random source and a pool of statements
 * from other functions, and returns the clone's text, or undefined when the function has no place for the edit.
 * The operators are those of Roy and Cordy's editing taxonomy, written anew for kernel code, and what other generators
 * of clones do besides.
 */
const ALL = ["insert", "remove", "alter"];

export const MUTATIONS = {
  "t1-layout-comments": layoutAndComments,
  "t1-linkage-and-name": changeHead,
  "t2-rename-locals": (text, random) => rename(text, random, {}),
  "t2-rename-words": (text, random) => rename(text, random, { style: "snake" }),
  "t2-rename-camel": (text, random) => rename(text, random, { style: "camel" }),
  "t2-rename-and-literals": (text, random) => rename(text, random, { literals: true }),
  "t2-literals": changeLiterals,
  "t2-types": changeTypes,
  "t2-rename-everything": (text, random) => rename(text, random, { all: true }),
  "t2-everything-words": (text, random) => rename(text, random, { all: true, style: "snake" }),
  "t2-everything-camel": (text, random) => rename(text, random, { all: true, style: "camel" }),
  "t3-insert-10": (text, random, pool) => edit(text, random, pool, 0.1, ["insert"]),
  "t3-insert-calls-10": (text, random) => insertCalls(text, random, 0.1),
  "t3-remove-10": (text, random, pool) => edit(text, random, pool, 0.1, ["remove"]),
  "t3-remove-ifs-15": (text, random) => removeIfs(text, random, 0.15),
  "t3-alter-15": (text, random, pool) => edit(text, random, pool, 0.15, ["alter"]),
  "t3-operators-15": (text, random) => changeOperators(text, random, 0.15),
  "t3-wrap-in-if-10": (text, random) => wrapInIf(text, random, 0.1),
  "t3-reorder": reorder,
  "t3-declarations": moveDeclarations,
  "t3-mixed-15": (text, random, pool) => edit(text, random, pool, 0.15, ALL),
  "t3-rename-mixed-15": (text, random, pool) => renameAndEdit(text, random, pool, 0.15, "suffix"),
  "t3-words-mixed-15": (text, random, pool) => renameAndEdit(text, random, pool, 0.15, "snake"),
  "t3-mixed-25": (text, random, pool) => edit(text, random, pool, 0.25, ALL),
  "t3-rename-mixed-25": (text, random, pool) => renameAndEdit(text, random, pool, 0.25, "suffix"),
  "t3-words-mixed-25": (text, random, pool) => renameAndEdit(text, random, pool, 0.25, "snake"),
};

function renameAndEdit(text, random, pool, share, style) {
  const renamed = rename(text, random, { literals: true, style });
  return renamed && edit(renamed, random, pool, share, ALL);
}

function layoutAndComments(text, random) {
  const lines = text.split("\n").map((line) => {
    const comment = random.next() < 0.2 && !/[\\"*/#]/.test(line) ? " /* note */" : "";
    return line.startsWith("#") ? line : line.replace(/^\t/, "        ") + comment;
  });
  return lines.map((line) => (random.next() < 0.1 && !line.startsWith("#") && !/\\$/.test(line) ? `${line}\n` : line)).join("\n");
}
