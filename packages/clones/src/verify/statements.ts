import { packSymbol, Role } from "../scan/token-roles.ts";
import { classOf } from "./token-class.ts";
import { weightOf } from "./token-weights.ts";

const SEMICOLON = packSymbol(Role.Punctuator, 0x3b);
const OPEN_PAREN = packSymbol(Role.Punctuator, 0x28);
const CLOSE_PAREN = packSymbol(Role.Punctuator, 0x29);
const OPEN_BRACE = packSymbol(Role.Punctuator, 0x7b);
const CLOSE_BRACE = packSymbol(Role.Punctuator, 0x7d);
const COLON = packSymbol(Role.Punctuator, 0x3a);

/**
 * A function cut into statements: what `;`, `{`, `}` and the colon of a label end outside of parentheses. The head of the function
 * is its first statement. For each: where it ends, its weight, and a hash with spellings and one without.
 */
export class Statements {
  count = 0;
  /** End of statement `s`, exclusive; it starts where the one before ends. */
  end = new Int32Array(1 << 8);
  weight = new Int32Array(1 << 8);
  spelled = new Int32Array(1 << 8);
  blind = new Int32Array(1 << 8);

  split(symbols: Int32Array): void {
    this.count = 0;
    let depth = 0;
    let weight = 0;
    let spelled = 0;
    let blind = 0;
    for (let i = 0; i < symbols.length; i++) {
      const symbol = symbols[i];
      weight += weightOf(symbol);
      spelled = Math.imul(spelled ^ symbol, 0x9e3779b1);
      spelled ^= spelled >>> 15;
      blind = Math.imul(blind ^ classOf(symbol), 0x9e3779b1);
      blind ^= blind >>> 15;
      if (symbol === OPEN_PAREN) depth++;
      else if (symbol === CLOSE_PAREN) depth--;
      const isBrace = symbol === OPEN_BRACE || symbol === CLOSE_BRACE;
      const isEnd = isBrace || ((symbol === SEMICOLON || symbol === COLON) && depth <= 0);
      if (isBrace) depth = 0;
      if (!isEnd && i + 1 < symbols.length) continue;
      this.push(i + 1, weight, spelled, blind);
      weight = spelled = blind = 0;
    }
  }

  private push(end: number, weight: number, spelled: number, blind: number): void {
    if (this.count === this.end.length) this.grow();
    this.end[this.count] = end;
    this.weight[this.count] = weight;
    this.spelled[this.count] = spelled;
    this.blind[this.count++] = blind;
  }

  private grow(): void {
    const size = this.end.length * 2;
    for (const name of ["end", "weight", "spelled", "blind"] as const) {
      const grown = new Int32Array(size);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}
