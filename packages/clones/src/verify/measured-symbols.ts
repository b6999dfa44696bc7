import { NameNumbering } from "../scan/name-numbering.ts";
import { isRenamable, Role, roleOf } from "../scan/token-roles.ts";
import { HEAD_SHARE, weightOf } from "../scan/token-weights.ts";
import { isCommonName } from "./common-names.ts";

const numbering = new NameNumbering();

/** Symbols with what measuring needs to know of them on their own. Reused from one to the next. */
export class MeasuredSymbols {
  symbols: Int32Array = new Int32Array(0);
  /** Symbols before this one are the head. */
  bodyStart = 0;
  /** For each symbol the number of its name, by first occurrence, or -1 for what is no name. */
  names = new Int32Array(1 << 6);
  nameCount = 0;
  /** Of all symbols, those of the head by their share. */
  weight = 0;
  private telling: Uint8Array | undefined;
  private tellingTotal = 0;

  measure(symbols: Int32Array, bodyStart: number): void {
    this.symbols = symbols;
    this.bodyStart = bodyStart;
    this.telling = undefined;
    if (symbols.length > this.names.length) this.names = new Int32Array(symbols.length * 2);
    numbering.reset(symbols.length);
    const { names } = this;
    let head = 0;
    let body = 0;
    let nameCount = 0;
    for (let i = 0; i < symbols.length; i++) {
      const symbol = symbols[i];
      if (i < bodyStart) head += weightOf(symbol);
      else body += weightOf(symbol);
      const number = isRenamable(roleOf(symbol)) ? numbering.numberOf(symbol) : -1;
      if (number === nameCount) nameCount++;
      names[i] = number;
    }
    this.nameCount = nameCount;
    this.weight = head * HEAD_SHARE + body;
  }

  /** By number of a name: 1 for those that tell what the function is about. */
  get isTelling(): Uint8Array {
    this.telling ??= this.findTelling();
    return this.telling;
  }

  /** Weight of the telling names of the body. */
  get tellingWeight(): number {
    this.telling ??= this.findTelling();
    return this.tellingTotal;
  }

  private findTelling(): Uint8Array {
    const { symbols, names } = this;
    const found = new Uint8Array(this.nameCount);
    let next = 0;
    this.tellingTotal = 0;
    for (let i = 0; i < symbols.length; i++) {
      const name = names[i];
      if (name === next) found[next++] = isTelling(symbols[i]) ? 1 : 0;
      if (name >= 0 && i >= this.bodyStart && found[name] === 1) this.tellingTotal += weightOf(symbols[i]);
    }
    return found;
  }
}

/** Called functions, members and constants that are not in every driver (common-names.ts). */
function isTelling(symbol: number): boolean {
  const role = roleOf(symbol);
  return (role === Role.Callee || role === Role.Member || role === Role.Constant) && !isCommonName(symbol);
}
