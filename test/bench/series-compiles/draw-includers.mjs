import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * For each touched header, at most `count` built sources that include it, themselves or through other headers, and that
 * the series leaves alone. Headers are told apart by their last name only: one drawn too many is compiled for nothing.
 */
export function drawIncluders(kernel, touched, commands, { count, random }) {
  const isTouched = new Set(touched);
  const headers = touched.filter((file) => file.endsWith(".h"));
  if (headers.length === 0) return [];
  const includersOf = readIncludes(kernel, [...commands.keys()]);
  const drawn = new Set();
  for (const header of headers) {
    const users = reach(includersOf, basename(header)).filter((file) => commands.has(file) && !isTouched.has(file));
    const near = users.filter((file) => sharedFolders(file, header) > 1).sort();
    const order = near.map((file) => ({ file, key: random() })).sort((a, b) => a.key - b.key);
    for (const { file } of order.slice(0, count)) drawn.add(file);
  }
  return [...drawn].sort();
}

/** Last name of an included file to the files that include it, over the sources and the headers that they reach. */
function readIncludes(kernel, sources) {
  const includersOf = new Map();
  const seen = new Set(sources);
  const open = [...sources];
  while (open.length > 0) {
    const file = open.pop();
    for (const included of includesOf(kernel, file)) {
      const name = basename(included);
      if (!includersOf.has(name)) includersOf.set(name, []);
      includersOf.get(name).push(file);
      for (const path of [join(file, "..", included), join("include", included)]) {
        if (!seen.has(path)) open.push(path);
        seen.add(path);
      }
    }
  }
  return includersOf;
}

function includesOf(kernel, file) {
  try {
    const text = readFileSync(join(kernel, file), "latin1");
    return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm)].map(([, name]) => name);
  } catch {
    return []; // a name that leads elsewhere
  }
}

function reach(includersOf, name) {
  const names = new Set([name]);
  const found = new Set();
  for (const next of names) {
    for (const file of includersOf.get(next) ?? []) {
      found.add(file);
      if (file.endsWith(".h")) names.add(basename(file));
    }
  }
  return [...found];
}

function sharedFolders(file, header) {
  const [left, right] = [file.split("/"), header.split("/")];
  const first = left.findIndex((part, at) => part !== right[at]);
  return header.startsWith("include/") ? Number.POSITIVE_INFINITY : first;
}
