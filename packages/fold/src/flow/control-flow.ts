/**
 * The control flow of one function over its syntax tree: nodes of effects in the order in which they happen, and
 * the edges between them. Every statement begins and ends with nodes of its own, so that a run of statements can be
 * cut out of the graph: its nodes are numbered without a gap.
 *
 * Loops, `switch` with its fall-through, `goto`, `break`, `continue` and `return` are followed; iterator macros are
 * loops (the macro profile shows them so). Calls always come back: what does not return adds paths, which only
 * makes the answers more careful. Linear in the size of the tree.
 */
import { childIn, type Term, walkTerm } from "../syntax/term.ts";
import { collectEffects, type Effect, type EffectContext, loopMacroEffects, unwrap } from "./effects.ts";

export interface FlowNode {
  readonly effects: Effect[];
  readonly next: number[];
}

/** First and last node of a statement; nodes made in between belong to it. */
export interface StatementFlow {
  readonly entry: number;
  readonly exit: number;
}

export interface ControlFlow {
  readonly nodes: readonly FlowNode[];
  /** Where the function begins. */
  readonly entry: number;
  /** Where every `return` and the closing brace lead to. */
  readonly end: number;
  /** By offset and end of the statement. */
  readonly statements: ReadonlyMap<string, StatementFlow>;
  /** Node of every label. */
  readonly labels: ReadonlyMap<string, number>;
}

interface Targets {
  readonly onBreak: number | undefined;
  readonly onContinue: number | undefined;
}

/** Key of a statement in {@link ControlFlow.statements}. */
export function statementKey({ start, end }: Term): string {
  return `${start}-${end}`;
}

/** Reads the control flow of a function definition. `text` is what its offsets count in. */
export function readControlFlow(definition: Term, text: string, context: EffectContext): ControlFlow {
  const builder = new FlowBuilder(text, context);
  const body = childIn(definition, "body")!;
  walkTerm(body, (term) => {
    if (term.type === "labeled_statement") builder.addLabel(childIn(term, "label")!.text);
  });
  const entry = builder.add();
  const last = builder.statement(body, entry, { onBreak: undefined, onContinue: undefined });
  builder.link(last, builder.end);
  const { nodes, end, statements, labels } = builder;
  return { nodes, entry, end, statements, labels };
}

class FlowBuilder {
  readonly nodes: FlowNode[] = [];
  readonly statements = new Map<string, StatementFlow>();
  readonly labels = new Map<string, number>();
  readonly end: number;
  private readonly text: string;
  private readonly context: EffectContext;

  constructor(text: string, context: EffectContext) {
    this.text = text;
    this.context = context;
    this.end = this.add();
  }

  add(...before: number[]): number {
    const id = this.nodes.push({ effects: [], next: [] }) - 1;
    for (const from of before) this.link(from, id);
    return id;
  }

  link(from: number, to: number): void {
    this.nodes[from].next.push(to);
  }

  addLabel(name: string): void {
    if (!this.labels.has(name)) this.labels.set(name, this.add());
  }

  /** Adds a statement behind a node; gives back the node behind the statement. */
  statement(term: Term, from: number, targets: Targets): number {
    const entry = this.add(from);
    const exit = this.add(this.inside(term, entry, targets));
    this.statements.set(statementKey(term), { entry, exit });
    return exit;
  }

  private evaluate(term: Term | undefined, at: number): number {
    if (term) this.nodes[at].effects.push(...collectEffects(term, this.context));
    return at;
  }

  private list(terms: readonly Term[], from: number, targets: Targets): number {
    return terms.reduce((at, term) => (term.named ? this.statement(term, at, targets) : at), from);
  }

  private inside(term: Term, at: number, targets: Targets): number {
    switch (term.type) {
      case "compound_statement":
        return this.list(term.children, at, targets);
      case "if_statement":
        return this.branch(term, at, targets);
      case "else_clause":
        return this.list(term.children, at, targets);
      case "while_statement":
        return this.isLoopMacro(term, "while")
          ? this.macroLoop(term, at)
          : this.loop(term, at, childIn(term, "condition"));
      case "for_statement":
        return this.isLoopMacro(term, "for") ? this.macroLoop(term, at) : this.forLoop(term, at);
      case "do_statement":
        return this.doLoop(term, at);
      case "switch_statement":
        return this.switch(term, at, targets);
      case "case_statement":
        return this.list(afterColon(term), at, targets);
      case "labeled_statement":
        return this.labeled(term, at, targets);
      case "attributed_statement":
        return this.list(
          term.children.filter(({ type }) => type !== "attribute_declaration"),
          at,
          targets,
        );
      default:
        return this.simple(term, at, targets);
    }
  }

  private simple(term: Term, at: number, { onBreak, onContinue }: Targets): number {
    if (term.type === "break_statement") return this.jump(at, onBreak);
    if (term.type === "continue_statement") return this.jump(at, onContinue);
    if (term.type === "goto_statement")
      return this.jump(at, this.labels.get(childIn(term, "label")?.text ?? ""));
    this.evaluate(term, at);
    return term.type === "return_statement" ? this.jump(at, this.end) : at;
  }

  /** Leaves for another node; what follows is reached from elsewhere only. */
  private jump(at: number, to: number | undefined): number {
    this.link(at, to ?? this.end);
    return this.add();
  }

  private branch(term: Term, at: number, targets: Targets): number {
    // A loop macro whose name is too short for `while`.
    if (this.isLoopMacro(term, "if")) return this.macroLoop(term, at);
    const test = this.evaluate(childIn(term, "condition"), at);
    const taken = childIn(term, "consequence");
    const other = childIn(term, "alternative");
    const after = this.add(taken ? this.statement(taken, this.add(test), targets) : test);
    this.link(other ? this.statement(other, this.add(test), targets) : test, after);
    return after;
  }

  private loop(term: Term, at: number, condition: Term | undefined): number {
    const head = this.add(at);
    const test = this.evaluate(condition, this.add(head));
    const after = this.add(test);
    const body = childIn(term, "body");
    const last = body
      ? this.statement(body, this.add(test), { onBreak: after, onContinue: head })
      : this.add(test);
    this.link(last, head);
    return after;
  }

  private forLoop(term: Term, at: number): number {
    this.evaluate(childIn(term, "initializer"), at);
    const head = this.add(at);
    const test = this.evaluate(childIn(term, "condition"), this.add(head));
    const after = this.add(test);
    const update = this.evaluate(childIn(term, "update"), this.add());
    const body = childIn(term, "body");
    const last = body
      ? this.statement(body, this.add(test), { onBreak: after, onContinue: update })
      : this.add(test);
    this.link(last, update);
    this.link(update, head);
    return after;
  }

  private doLoop(term: Term, at: number): number {
    const head = this.add(at);
    const test = this.evaluate(childIn(term, "condition"), this.add());
    const after = this.add(test);
    const body = childIn(term, "body");
    const last = body ? this.statement(body, head, { onBreak: after, onContinue: test }) : head;
    this.link(last, test);
    this.link(test, head);
    return after;
  }

  private switch(term: Term, at: number, { onContinue }: Targets): number {
    const test = this.evaluate(childIn(term, "condition"), at);
    const after = this.add();
    const body = childIn(term, "body");
    let last = this.add();
    const isComplete = body?.children.some(
      (child) => child.type === "case_statement" && child.children[0]?.text === "default",
    );
    if (!isComplete) this.link(test, after);
    for (const child of body?.children.filter((each) => each.named) ?? []) {
      if (child.type === "case_statement") {
        const head = this.add(last, test);
        last = this.statement(child, head, { onBreak: after, onContinue });
      } else last = this.statement(child, last, { onBreak: after, onContinue });
    }
    this.link(last, after);
    return after;
  }

  private labeled(term: Term, at: number, targets: Targets): number {
    const label = this.labels.get(childIn(term, "label")!.text)!;
    this.link(at, label);
    const inner = term.children.filter((child) => child.named && child.field !== "label");
    return this.list(inner, this.add(label), targets);
  }

  /** Whether the text has another word where the parser was shown a keyword. */
  private isLoopMacro(term: Term, keyword: string): boolean {
    return !new RegExp(`^${keyword}\\b`).test(this.text.slice(term.start, term.start + keyword.length + 1));
  }

  private macroLoop(term: Term, at: number): number {
    const effects = this.headEffects(term);
    this.nodes[at].effects.push(...effects);
    const head = this.add(at);
    const after = this.add(head);
    const body = childIn(term, "body") ?? childIn(term, "consequence");
    const last = body
      ? this.statement(body, this.add(head), { onBreak: after, onContinue: head })
      : this.add(head);
    this.link(last, head);
    // The macro steps on: it reads its variables again, and sets them.
    this.nodes[head].effects.push(
      ...effects.map(({ kind, ...effect }) => ({
        ...effect,
        kind: kind === "write" ? ("touch" as const) : kind,
      })),
    );
    return after;
  }

  private headEffects(term: Term): Effect[] {
    const name = /^\w+/.exec(this.text.slice(term.start))?.[0] ?? "";
    if (term.type === "for_statement") {
      return ["initializer", "condition", "update"].flatMap((field) => {
        const part = childIn(term, field);
        return part ? collectEffects(part, this.context) : [];
      });
    }
    const condition = childIn(term, "condition");
    return loopMacroEffects(name, condition ? commaList(unwrap(condition)) : [], this.context);
  }
}

/** The operands of a comma expression, from left to right. */
function commaList(term: Term): Term[] {
  if (term.type !== "comma_expression") return [term];
  return [childIn(term, "left"), childIn(term, "right")].flatMap((part) => (part ? commaList(part) : []));
}

/** The statements of a `case`, without its value. */
function afterColon(term: Term): readonly Term[] {
  const colon = term.children.findIndex((child) => child.text === ":");
  return term.children.slice(colon + 1);
}
