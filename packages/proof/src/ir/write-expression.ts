/** Instructions that are known by their operands, as expressions in one form. */
import { integerBits, negateCondition, normalizeComparison } from "./condition.ts";
import type { Instruction } from "./instruction.ts";
import type { IrCursor } from "./ir-tokens.ts";
import { isPointer } from "./ir-types.ts";
import {
  type IrAddress,
  type IrScope,
  readAddress,
  readElementAddress,
  renderAddress,
  renderIr,
  renderValue,
} from "./render-ir.ts";

const COMMUTATIVE = new Set(["add", "mul", "and", "or", "xor"]);

/** The text of a pure instruction, or of one that is tied to its place; remembers what address it is. */
export function writeExpression(
  instruction: Instruction,
  scope: IrScope,
  addresses: Map<string, IrAddress>,
): string {
  const { opcode, tokens, result } = instruction;
  const cursor = { tokens, at: 0 };
  if (opcode === "getelementptr") {
    const address = readElementAddress(cursor, scope);
    addresses.set(result!, address);
    return renderAddress(address);
  }
  if (opcode === "bitcast" && isPointerCast(tokens, scope)) {
    cursor.at = 1;
    const address = readAddress(cursor, scope);
    addresses.set(result!, address);
    return renderAddress(address);
  }
  if (opcode === "icmp") return writeComparison(cursor, scope);
  if (opcode === "select") return writeSelect(cursor, scope);
  if (opcode === "xor" && tokens.at(-1) === "true" && tokens[1] === "i1")
    return negateCondition(scope.local(tokens[2]!));
  const text = COMMUTATIVE.has(opcode) ? writeCommutative(cursor, scope) : renderIr(cursor, scope);
  return `{${text}}`;
}

function isPointerCast(tokens: readonly string[], scope: IrScope): boolean {
  const from = scope.types.read({ tokens, at: 1 });
  const to = scope.types.read({ tokens, at: tokens.lastIndexOf("to") + 1 });
  return isPointer(from) && isPointer(to);
}

function writeComparison(cursor: IrCursor, scope: IrScope): string {
  const predicate = cursor.tokens[1]!;
  cursor.at = 2;
  const type = scope.types.read(cursor);
  const left = renderValue(cursor, scope);
  cursor.at++;
  const right = renderValue(cursor, scope);
  const comparison = normalizeComparison(predicate, left, right, integerBits(type?.text ?? ""));
  const text = `(${comparison.left} ${comparison.predicate} ${comparison.right} as ${type?.text})`;
  return comparison.negated ? negateCondition(text) : text;
}

function writeSelect(cursor: IrCursor, scope: IrScope): string {
  cursor.at = 1;
  const conditionType = scope.types.read(cursor);
  const condition = renderValue(cursor, scope);
  cursor.at++;
  const type = scope.types.read(cursor);
  const yes = renderValue(cursor, scope);
  cursor.at++;
  scope.types.read(cursor);
  const no = renderValue(cursor, scope);
  const isNegative = condition.startsWith("not ") && conditionType?.text === "i1";
  const ways = isNegative ? [negateCondition(condition), no, yes] : [condition, yes, no];
  return `{select ${conditionType?.text} ${type?.text} ${ways.join(", ")}}`;
}

function writeCommutative(cursor: IrCursor, scope: IrScope): string {
  const [opcode] = cursor.tokens;
  cursor.at = 1;
  while (/^(?:nuw|nsw|disjoint)$/.test(cursor.tokens[cursor.at] ?? "")) cursor.at++;
  const type = scope.types.read(cursor);
  const left = renderValue(cursor, scope);
  cursor.at++;
  const right = renderValue(cursor, scope);
  return `${opcode} ${type?.text} ${[left, right].sort().join(", ")}`;
}
