import { packSymbol, Role, roleOf } from "../scan/token-roles.ts";

/**
 * What a symbol is when spelling is put aside: two symbols of one class may stand for one another. Types, variables
 * and constants are one class (any may be replaced by any), called functions and members keep to themselves,
 * punctuation and keywords stand for nothing else.
 */
export function classOf(symbol: number): number {
  switch (roleOf(symbol)) {
    case Role.Punctuator:
    case Role.Keyword:
      return symbol;
    case Role.BuiltinType:
    case Role.Name:
    case Role.Constant:
      return NAME_CLASS;
    default:
      return packSymbol(roleOf(symbol), 0);
  }
}

const NAME_CLASS = packSymbol(Role.Name, 0);
