import { KindredError } from "@kindred/c-source";
import type { Strategy } from "@kindred/clones";
import { STRATEGY_IDS } from "@kindred/fold";
import { findNearestName } from "../arguments/nearest-name.ts";
import type { ParsedArguments } from "../arguments/option-table.ts";
import { readList } from "../arguments/read-options.ts";

/** `--strategy ID[,ID]`; undefined when it is not given, and all may be used. @throws KindredError E_USAGE */
export function readStrategies(args: ParsedArguments): readonly Strategy[] | undefined {
  const given = readList(args, "strategy").flatMap((list) => list.split(","));
  return given.length === 0 ? undefined : [...new Set(given.map(toStrategy))];
}

function toStrategy(given: string): Strategy {
  const name = given.trim();
  const known = STRATEGY_IDS.find((id) => id === name);
  if (known !== undefined) return known;
  const nearest = findNearestName(name, STRATEGY_IDS);
  const list = `It is one of ${STRATEGY_IDS.join(", ")}`;
  throw new KindredError(
    "E_USAGE",
    `There is no strategy \`${name}\`.`,
    nearest === undefined ? list : `did you mean \`${nearest}\`? ${list}`,
  );
}
