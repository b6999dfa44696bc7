import { packSymbol, Role, roleOf } from "../scan/token-roles.ts";

/**
 * What a symbol is when spelling is put aside: two symbols of one class may stand for one another. Types, variables
 * and constants are one class (any may be replaced by any), called functions and members keep to themselves,
 * punctuation and keywords (class 0 here) stand for nothing but themselves.
 */
const CLASSES = new Int32Array(16);
CLASSES[Role.BuiltinType] = packSymbol(Role.Name, 0);
CLASSES[Role.Name] = packSymbol(Role.Name, 0);
CLASSES[Role.Constant] = packSymbol(Role.Name, 0);
CLASSES[Role.Callee] = packSymbol(Role.Callee, 0);
CLASSES[Role.Member] = packSymbol(Role.Member, 0);
CLASSES[Role.Number] = packSymbol(Role.Number, 0);
CLASSES[Role.String] = packSymbol(Role.String, 0);

/** What a class keeps of its symbols: all of a punctuator or a keyword. No branch, which the processor could not foresee. */
const KEPT = CLASSES.map((tokenClass) => (tokenClass === 0 ? -1 : 0));

export function classOf(symbol: number): number {
  const role = roleOf(symbol);
  return CLASSES[role] | (symbol & KEPT[role]);
}
