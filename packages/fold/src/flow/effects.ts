import { childIn, type Term } from "../syntax/term.ts";
import type { LocalVariable } from "./local-variable.ts";
import type { MacroEffects } from "./macro-effects.ts";

/**
 * What an expression does to a variable.
 * `read`, `write` (all of it, in every case), `touch` (may read, may write), `address` (handed to a call, which may do
 * either), `escape` (its address is kept somewhere), `mention` (`sizeof`), `declare` (a new one, without a value).
 */
export type EffectKind = "read" | "write" | "touch" | "address" | "escape" | "mention" | "declare";

export interface Effect {
  readonly kind: EffectKind;
  readonly local: number;
  /** Offset of the name, or of the macro that names it. */
  readonly at: number;
  /** Whether a macro does it by a name that does not stand in the code. */
  readonly isHidden: boolean;
}

/** What effects are looked up in. */
export interface EffectContext {
  /** Number of the local that a leaf names. */
  readonly localAt: ReadonlyMap<number, number>;
  readonly variables: ReadonlyMap<number, LocalVariable>;
  macro(name: string): MacroEffects;
  /** Locals that a macro of this name reaches without being given them, and whether it may write to them. */
  hidden(name: string): ReadonlyMap<number, boolean>;
}

const UNEVALUATED: ReadonlySet<string> = new Set([
  "sizeof_expression",
  "alignof_expression",
  "offsetof_expression",
  "type_descriptor",
  "macro_type_specifier",
]);
const GUARDED: ReadonlySet<string> = new Set(["&&", "||"]);

/** Effects of an expression or declaration, in the order in which they happen (C leaves the order of operands open). */
export function collectEffects(term: Term, context: EffectContext): Effect[] {
  const effects: Effect[] = [];
  new EffectWalk(context, effects).visit(term, true);
  return effects;
}

/** What a loop macro does to its arguments before the body runs: `list_for_each_entry(pos, head, member)`. */
export function loopMacroEffects(name: string, args: readonly Term[], context: EffectContext): Effect[] {
  const effects: Effect[] = [];
  new EffectWalk(context, effects).visitArguments(name, args, true);
  return effects;
}

class EffectWalk {
  private readonly context: EffectContext;
  private readonly effects: Effect[];

  constructor(context: EffectContext, effects: Effect[]) {
    this.context = context;
    this.effects = effects;
  }

  /** `isSure`: whether this is evaluated whenever the whole is. */
  visit(term: Term, isSure: boolean): void {
    if (UNEVALUATED.has(term.type)) this.mention(term);
    else if (term.type === "identifier") this.use(term);
    else if (term.type === "assignment_expression") this.assign(term, isSure);
    else if (term.type === "update_expression")
      this.store(childIn(term, "argument"), isSure, { alsoReads: true });
    else if (term.type === "pointer_expression") this.pointer(term, isSure);
    else if (term.type === "subscript_expression") this.subscript(term, isSure);
    else if (term.type === "call_expression") this.call(term, isSure);
    else if (term.type === "init_declarator") this.initialise(term, isSure);
    else if (term.type === "declaration") this.declare(term, isSure);
    else if (term.type === "conditional_expression") this.branches(term, isSure);
    else if (term.type === "binary_expression" && GUARDED.has(childIn(term, "operator")?.text ?? ""))
      this.branches(term, isSure);
    else if (term.type === "compound_statement") this.all(term.children, false);
    else this.all(term.children, isSure);
  }

  visitArguments(name: string, args: readonly Term[], isSure: boolean): void {
    const macro = this.context.macro(name);
    const written = args.map((arg, i) => {
      const id = this.localOf(arg);
      return id !== undefined && macro.isMacro && (macro.sets(i) || macro.mayWrite(i));
    });
    args.forEach((arg, i) => {
      if (macro.measures(i)) this.mention(arg);
      if (!written[i]) this.visit(arg, isSure);
    });
    args.forEach((arg, i) => {
      if (!written[i]) return;
      const id = this.localOf(arg)!;
      this.push(macro.sets(i) && isSure ? "write" : "touch", id, arg.start);
    });
  }

  private all(terms: readonly Term[], isSure: boolean): void {
    for (const term of terms) this.visit(term, isSure);
  }

  private push(kind: EffectKind, local: number, at: number, isHidden = false): void {
    this.effects.push({ kind, local, at, isHidden });
  }

  private localOf(term: Term): number | undefined {
    const bare = unwrap(term);
    return bare.type === "identifier" ? this.context.localAt.get(bare.start) : undefined;
  }

  /** A name as a value; an array's is its address. */
  private use(leaf: Term): void {
    const id = this.context.localAt.get(leaf.start);
    if (id === undefined) this.hidden(leaf);
    else this.push(this.isArray(id) ? "address" : "read", id, leaf.start);
  }

  private hidden(leaf: Term): void {
    for (const [id, isWritten] of this.context.hidden(leaf.text))
      this.push(isWritten ? "touch" : "read", id, leaf.start, true);
  }

  private isArray(id: number): boolean {
    const variable = this.context.variables.get(id);
    return variable?.shape === "array" && !variable.isParameter;
  }

  private mention(term: Term): void {
    const id = term.type === "identifier" ? this.context.localAt.get(term.start) : undefined;
    if (id !== undefined) this.push("mention", id, term.start);
    for (const child of term.children) this.mention(child);
  }

  private assign(term: Term, isSure: boolean): void {
    const right = childIn(term, "right");
    const isPlain = childIn(term, "operator")?.text === "=";
    // The kept address of a local: `p->status = &status`.
    if (right) this.visit(right, isSure);
    if (right) this.keep(right);
    this.store(childIn(term, "left"), isSure, { alsoReads: !isPlain });
  }

  private store(target: Term | undefined, isSure: boolean, { alsoReads }: { alsoReads: boolean }): void {
    if (!target) return;
    const id = this.localOf(target);
    if (id === undefined) {
      const base = objectOf(target);
      const part = base && this.context.localAt.get(base.start);
      this.visit(target, isSure);
      if (base && part !== undefined && this.context.variables.get(part)?.shape !== "scalar")
        this.push("touch", part, base.start);
      return;
    }
    if (alsoReads) this.push("read", id, target.start);
    this.push(isSure ? "write" : "touch", id, unwrap(target).start);
  }

  private pointer(term: Term, isSure: boolean): void {
    const argument = childIn(term, "argument");
    if (childIn(term, "operator")?.text !== "&" || !argument) {
      this.all(term.children, isSure);
      return;
    }
    const base = objectOf(argument);
    const id = base && this.context.localAt.get(base.start);
    const isOwn = id !== undefined && (base === unwrap(argument) || this.isObject(id));
    if (isOwn) {
      this.push("address", id, base!.start);
      this.indexes(argument, isSure);
    } else this.visit(argument, isSure);
  }

  private isObject(id: number): boolean {
    const variable = this.context.variables.get(id);
    return variable?.shape === "record" || this.isArray(id);
  }

  /** Index expressions on the way to an object. */
  private indexes(term: Term, isSure: boolean): void {
    const bare = unwrap(term);
    const index = bare.type === "subscript_expression" ? childIn(bare, "index") : undefined;
    if (index) this.visit(index, isSure);
    const inner = childIn(bare, "argument");
    if (inner) this.indexes(inner, isSure);
  }

  private subscript(term: Term, isSure: boolean): void {
    const argument = childIn(term, "argument");
    const id = argument && this.localOf(argument);
    const index = childIn(term, "index");
    if (id === undefined) this.all(term.children, isSure);
    else {
      this.push("read", id, unwrap(argument!).start);
      if (index) this.visit(index, isSure);
    }
  }

  private call(term: Term, isSure: boolean): void {
    const callee = childIn(term, "function");
    const args = childIn(term, "arguments")?.children.filter((child) => child.named) ?? [];
    const isNamed = callee?.type === "identifier" && !this.context.localAt.has(callee.start);
    if (callee) this.visit(callee, isSure);
    if (isNamed) this.visitArguments(callee!.text, args, isSure);
    else this.all(args, isSure);
  }

  private initialise(term: Term, isSure: boolean): void {
    const value = childIn(term, "value");
    if (value) this.visit(value, isSure);
    if (value) this.keep(value);
  }

  /** Addresses that are stored rather than passed to a call. */
  private keep(value: Term): void {
    const bare = unwrap(value);
    if (bare.type === "call_expression") return;
    const argument = bare.type === "pointer_expression" ? childIn(bare, "argument") : undefined;
    const isAddress = argument && childIn(bare, "operator")?.text === "&";
    const base = isAddress ? objectOf(argument) : bare.type === "identifier" ? bare : undefined;
    const id = base && this.context.localAt.get(base.start);
    if (id !== undefined && (isAddress ? base === unwrap(argument!) || this.isObject(id) : this.isArray(id)))
      this.push("escape", id, base!.start);
    if (!isAddress) for (const child of bare.children) this.keep(child);
  }

  private declare(term: Term, isSure: boolean): void {
    for (const child of term.children) {
      if (child.field !== "declarator") continue;
      const leaf = nameIn(child);
      const id = leaf && this.context.localAt.get(leaf.start);
      this.visitDeclarator(child, isSure);
      if (id === undefined) continue;
      this.push(child.type === "init_declarator" ? "write" : "declare", id, leaf!.start);
    }
  }

  private visitDeclarator(term: Term, isSure: boolean): void {
    if (term.type === "init_declarator") {
      this.initialise(term, isSure);
      const inner = childIn(term, "declarator");
      if (inner) this.visitDeclarator(inner, isSure);
      return;
    }
    const size = term.type === "array_declarator" ? childIn(term, "size") : undefined;
    if (size) this.visit(size, isSure);
    const inner = childIn(term, "declarator");
    if (inner && inner.type !== "identifier") this.visitDeclarator(inner, isSure);
  }

  /** The first operand always, the others perhaps. */
  private branches(term: Term, isSure: boolean): void {
    term.children.forEach((child, i) => {
      this.visit(child, isSure && i === 0);
    });
  }
}

function nameIn(declarator: Term): Term | undefined {
  if (declarator.type === "identifier") return declarator;
  for (const child of declarator.children) {
    if (child.field === "value" || child.field === "size" || child.field === "parameters") continue;
    const found = nameIn(child);
    if (found) return found;
  }
  return undefined;
}

/** `x` of `x`, `(x)`, `x.f.g`, `x[1].f`: the object that an expression is part of. Nothing behind `->` or `*`. */
function objectOf(term: Term): Term | undefined {
  const bare = unwrap(term);
  if (bare.type === "identifier") return bare;
  const isPart =
    bare.type === "subscript_expression" ||
    (bare.type === "field_expression" && childIn(bare, "operator")?.text === ".");
  const inner = isPart ? childIn(bare, "argument") : undefined;
  return inner && objectOf(inner);
}

/** A term without the parentheses around it. */
export function unwrap(term: Term): Term {
  let bare = term;
  while (bare.type === "parenthesized_expression" && bare.children.length === 3) bare = bare.children[1];
  return bare;
}
