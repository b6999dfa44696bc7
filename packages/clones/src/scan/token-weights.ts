import { Role, roleOf } from "./token-roles.ts";

/**
 * What a token says about its function, by role. In drivers the kernel API carries the meaning, so called functions
 * and struct members count most; punctuation is the same everywhere and counts least. Judged on drivers/leds,
 * drivers/watchdog and drivers/net/ethernet/sfc (README, "Weights").
 */
const WEIGHTS = new Int32Array(16);
WEIGHTS[Role.Punctuator] = 1;
WEIGHTS[Role.Keyword] = 3;
WEIGHTS[Role.BuiltinType] = 2;
WEIGHTS[Role.Name] = 2;
WEIGHTS[Role.Constant] = 3;
WEIGHTS[Role.Callee] = 6;
WEIGHTS[Role.Member] = 4;
WEIGHTS[Role.Number] = 2;
WEIGHTS[Role.String] = 2;

/** Tokens before the body count only this share of their weight (verify/similarity.ts says why). */
export const HEAD_SHARE = 0.25;

export function weightOf(symbol: number): number {
  return WEIGHTS[roleOf(symbol)];
}

export function weightOfRole(role: number): number {
  return WEIGHTS[role];
}
