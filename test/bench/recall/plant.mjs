import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes clones into a folder, as sources beside the tree or instead of some of its own. */
export function plantClones(where, folder, clones, tree) {
  return PLANTERS[where](folder, clones, tree);
}

/** Where clones are planted. Each gives the clones with the source they stand in and their first and last line there. */
const PLANTERS = {
  files: (folder, clones) =>
    clones.map((clone) => plantIn(folder, `planted/${clone.kind}-${clone.i}.c`, "", clone)),
  trees: (folder, clones, { sources, random }) => {
    const hosts = random.sample(sources, sources.length);
    return clones.map((clone, i) => {
      const host = hosts[i % hosts.length];
      // Two clones in one host would be two versions of one file.
      return i < hosts.length && host.name !== clone.original.source.name
        ? plantIn(folder, host.name, readFileSync(host.path, "latin1"), clone)
        : plantIn(folder, `planted/${clone.kind}-${clone.i}.c`, "", clone);
    });
  },
  one: (folder, clones) => {
    const text = clones.map((clone) => `${clone.text}\n\n`).join("");
    const { source } = plantIn(folder, "planted/all.c", "", { text });
    let line = 1;
    return clones.map((clone) => {
      const from = line;
      line += lineCount(clone.text) + 1;
      return { ...clone, source, from, to: line };
    });
  },
};

function plantIn(folder, name, before, clone) {
  const path = join(folder, name.replaceAll("/", "-"));
  const head = before === "" ? "" : `${before}\n\n`;
  const text = `${head}${clone.text}\n`;
  writeFileSync(path, text, "latin1");
  const from = lineCount(head);
  return { ...clone, source: { path, name, size: text.length }, from, to: lineCount(text) };
}

function lineCount(text) {
  return text.split("\n").length;
}

