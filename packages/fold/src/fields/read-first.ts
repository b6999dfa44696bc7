/**
 * Whether a field may be read by the caller, once, instead of where it is used: every use must come before anything
 * that could change it, and the first must be certain, for the caller must not look through a pointer that the function
 * would have left alone.
 *
 * Statements are followed from the function's beginning up to the first call, store, loop or label; what stands behind
 * that is not known to read the same value. An operand of an expression counts when no operand beside it does anything.
 * Known miss: fields that nothing in the driver ever changes.
 */

import { macroEffects } from "../flow/macro-effects.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { childIn, type Term } from "../syntax/term.ts";

/** Calls that change nothing, and evaluate their arguments once. */
const PURE =
  /^(?:likely|unlikely|IS_ERR|IS_ERR_OR_NULL|PTR_ERR|ERR_PTR|BIT|GENMASK|FIELD_PREP|FIELD_GET|netdev_priv|i2c_get_clientdata|\w+_get_drvdata|cpu_to_[bl]e\d+|[bl]e\d+_to_cpu)$/;
const EFFECT: ReadonlySet<string> = new Set([
  "call_expression",
  "assignment_expression",
  "update_expression",
  "comma_expression",
  "compound_statement",
  "gnu_asm_expression",
]);
const JUMPS = /^(?:return|goto|break|continue)_statement$/;
const CONDITIONAL: ReadonlySet<string> = new Set(["&&", "||"]);

/** Whether all of a member's terms, fields behind `root`, are read before anything else happens. */
export function isReadFirst(
  terms: readonly Term[],
  root: number,
  member: FoldMember,
  scope: ConstantScope,
): boolean {
  const scan = new FirstReads(new Set(terms), root, member, scope);
  scan.statement(childIn(member.term, "body")!);
  return scan.count === terms.length;
}

class FirstReads {
  count = 0;
  private isClean = true;
  private isSure = true;
  /** Whether the pointer was surely looked through. */
  private isFollowed = false;
  private readonly wanted: ReadonlySet<Term>;
  private readonly root: number;
  private readonly member: FoldMember;
  private readonly scope: ConstantScope;

  constructor(wanted: ReadonlySet<Term>, root: number, member: FoldMember, scope: ConstantScope) {
    this.wanted = wanted;
    this.root = root;
    this.member = member;
    this.scope = scope;
  }

  statement(term: Term): void {
    if (!this.isClean) return;
    if (term.type === "compound_statement") for (const child of term.children) this.statement(child);
    else if (term.type === "declaration") this.declaration(term);
    else if (term.type === "expression_statement") this.whole(term.children[0]);
    else if (term.type === "return_statement") this.leave(term);
    else if (term.type === "if_statement" && term.children[0].text === "if") this.branch(term);
    else if (term.named) this.isClean = false;
  }

  private declaration(term: Term): void {
    for (const child of term.children) {
      const value = child.type === "init_declarator" ? childIn(child, "value") : undefined;
      if (value) this.whole(value);
    }
  }

  private leave(term: Term): void {
    const value = term.children.find(({ named }) => named);
    if (value) this.whole(value);
    this.isClean = false;
  }

  private branch(term: Term): void {
    const condition = childIn(term, "condition");
    if (condition) this.whole(condition);
    if (!this.isClean) return;
    const { isSure } = this;
    this.isSure = false;
    let isClean = true;
    let mayLeave = false;
    for (const part of [childIn(term, "consequence"), childIn(term, "alternative")]) {
      if (!part) continue;
      const body = part.type === "else_clause" ? part.children.at(-1)! : part;
      this.isClean = true;
      this.statement(body);
      isClean &&= this.isClean || endsIn(body);
      mayLeave ||= contains(body, (each) => JUMPS.test(each.type));
    }
    this.isClean = isClean;
    this.isSure = isSure && !mayLeave;
  }

  /** A full expression: what it does is done when the next one begins. */
  private whole(term: Term | undefined): void {
    if (!term || !this.isClean) return;
    this.read(term, this.isSure);
    if (this.acts(term)) this.isClean = false;
  }

  private read(term: Term, isSure: boolean): void {
    if (this.wanted.has(term)) {
      if (isSure || this.isFollowed) this.count++;
      if (isSure) this.isFollowed = true;
      return;
    }
    if (/^(?:sizeof|alignof|offsetof)_expression$/.test(term.type)) return;
    // An address is no look, and what stands behind one is not followed.
    if (term.type === "pointer_expression" && term.children[0].text === "&") return;
    if (term.type === "call_expression" && this.isOpaque(term)) return;
    if (isSure && this.follows(term)) this.isFollowed = true;
    const isConditional =
      term.type === "conditional_expression" || CONDITIONAL.has(childIn(term, "operator")?.text ?? "");
    term.children.forEach((child, i) => {
      const isAlone = !term.children.some((other) => other !== child && this.acts(other));
      if (isAlone) this.read(child, isSure && !(isConditional && i > 0));
    });
  }

  /** `root->f`. */
  private follows(term: Term): boolean {
    if (term.type !== "field_expression" || childIn(term, "operator")?.text !== "->") return false;
    const argument = childIn(term, "argument");
    return (
      argument !== undefined &&
      this.member.names.at.get(argument.start) === this.root &&
      argument.type === "identifier"
    );
  }

  /** Whether a call may be a macro, which may look at an argument twice or not at all. */
  private isOpaque(call: Term): boolean {
    const callee = childIn(call, "function");
    return (
      callee?.type === "identifier" &&
      !PURE.test(callee.text) &&
      macroEffects(this.scope, callee.text).isMacro
    );
  }

  private acts(term: Term): boolean {
    return contains(term, (each) => EFFECT.has(each.type) && !isPureCall(each));
  }
}

function isPureCall(term: Term): boolean {
  return term.type === "call_expression" && PURE.test(childIn(term, "function")?.text ?? "");
}

/** Whether nothing goes on behind a statement. */
function endsIn(statement: Term): boolean {
  const last = statement.type === "compound_statement" ? statement.children.at(-2) : statement;
  return last !== undefined && JUMPS.test(last.type);
}

function contains(term: Term, test: (term: Term) => boolean): boolean {
  return test(term) || term.children.some((child) => contains(child, test));
}
