/** Pairs of opposite words, and what a function is called that does either as its argument says. Data. */
const PAIRS: Readonly<Record<string, string>> = {
  set_state:
    "start/stop enable/disable on/off activate/deactivate up/down open/close suspend/resume lock/unlock run/halt " +
    "connect/disconnect attach/detach bind/unbind throttle/unthrottle en/dis prepare/unprepare mute/unmute freeze/unfreeze",
  set_power: "poweron/poweroff",
  update: "set/clear set/unset mask/unmask assert/deassert inc/dec add/del add/remove",
  xfer: "read/write tx/rx recv/send receive/transmit",
};

const BY_PAIR: ReadonlyMap<string, string> = new Map(
  Object.entries(PAIRS).flatMap(([name, pairs]) =>
    pairs.split(" ").map((pair): [string, string] => [pair.split("/").sort().join("/"), name]),
  ),
);

/** The word for both of two opposites: `start` and `stop` give `set_state`; undefined for other words. */
export function wordForOpposites(words: readonly string[]): string | undefined {
  return BY_PAIR.get([...new Set(words)].sort().join("/"));
}
