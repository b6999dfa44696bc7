import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { queryCompileCommands } from "../../../packages/proof/dist/kernel/query-compile-commands.js";
import { adoptCommand } from "../../../packages/proof/dist/prove/adopt-command.js";

/**
 * The build's commands for all sources around the touched files; a source that the series adds gets a neighbour's. make
 * is asked once for each top folder: hundreds of folders by name would take it longer than one that holds them all.
 */
export async function askCommands(tree, touched, choice) {
  const sources = touched.filter((file) => file.endsWith(".c"));
  const tops = [...new Set(sources.map((file) => file.split("/")[0]))];
  const files = tops.map((top) => join(commonFolder(sources.filter((file) => file.startsWith(`${top}/`))), "any.c"));
  const { commands, complaint } = await queryCompileCommands({ ...choice, tree, files });
  if (complaint !== undefined) console.error(`series-compiles: make complains: ${complaint}`);
  const all = new Map(commands);
  for (const file of sources) {
    const command = existsSync(join(tree.kernel, file)) ? undefined : adoptCommand(commands, tree.kernel, file);
    if (command !== undefined) all.set(file, command);
  }
  return all;
}

function commonFolder(files) {
  return files.map(dirname).reduce((common, folder) => {
    while (folder !== common && !folder.startsWith(`${common}/`)) common = dirname(common);
    return common;
  });
}
