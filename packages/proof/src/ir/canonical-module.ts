/**
 * A module of LLVM IR as named texts: one for each function (`canonical-function.ts`), one for each global
 * with its initialiser, one for inline assembly at file scope. Two modules are the same program when their
 * texts are. Private constants count where they are used. With masked names, records of call sites count by
 * content (`../elf/call-site-records.ts` says which and why) and folded functions are one.
 */
import { KindredError } from "@kindred/c-source";
import { dropCounters } from "../compare/drop-counters.ts";
import type { MaskedNames } from "../compare/masked-names.ts";
import { canonicalFunction, type ModuleScope } from "./canonical-function.ts";
import {
  createGlobalLabels,
  describeDeclared,
  type GlobalDefinition,
  isNumbered,
  readGlobal,
} from "./global-labels.ts";
import { createTypeReader } from "./ir-types.ts";
import type { IrModule } from "./read-ir.ts";
import { alignmentOf, type IrScope, renderIr, shortenText } from "./render-ir.ts";

/** Label to the texts under it: several only for functions that a fold made one, and for call-site records. */
export type CanonicalModule = ReadonlyMap<string, readonly string[]>;

export const CALL_SITE_RECORDS = "call-site records";
const CONSTANT_TABLES = "constant tables of functions";
export const FOLDED_FUNCTION = "the folded function";

const DEEPEST = 8;
/** Attributes that the optimiser infers, or that only help it. */
const INFERRED =
  /\b(?:nofree|norecurse|nosync|nounwind|readnone|readonly|writeonly|argmemonly|inaccessiblememonly|inaccessiblemem_or_argmemonly|willreturn|mustprogress|cold|hot|speculatable|nocallback|memory\([^)]*\)|allocsize\([^)]*\)|"no-trapping-math"="\w*"|inlinehint|alwaysinline)(?= |$)/g;

/** The canonical form of a module. */
export function canonicalModule(module: IrModule, names?: MaskedNames): CanonicalModule {
  const definitions = new Map([...module.globals].map(([name, body]) => [name, readGlobal(name, body)]));
  const localFunctions = staticFunctions(module);
  const isRenamed = (name: string): boolean => names?.renamed?.has(name.slice(1)) === true;
  const isStable = (name: string): boolean => {
    const isLocal =
      localFunctions.has(name.slice(1)) || (definitions.get(name)?.linkage ?? "other") !== "other";
    return !isLocal || !(isNumbered(name) || isRenamed(name));
  };
  const labels = createGlobalLabels(isStable, isRenamed);
  const records = names === undefined ? new Set<string>() : findRecords(definitions);
  const tables = names?.mergesTables ? findTables(definitions, records) : new Set<string>();
  const functions = new Map(module.functions.map((source) => [source.name, source]));
  // What is only called here may be anything: its name counts.
  const folded = new Set(
    [...(names?.folded ?? [])].map((name) => `@${name}`).filter((n) => functions.has(n)),
  );
  const scope = createScope({ module, definitions, records, tables, folded, names, label: labels.label });
  const texts = new Map<string, string[]>();
  const add = (label: string, text: string): void => {
    texts.set(label, [...(texts.get(label) ?? []), text]);
  };
  const done = new Set<string>();
  const write = (name: string): void => {
    if (done.has(name)) return;
    done.add(name);
    const source = functions.get(name);
    if (source !== undefined) {
      add(
        folded.has(name) ? FOLDED_FUNCTION : `function ${labels.label(name)}`,
        canonicalFunction(source, scope),
      );
    } else if (records.has(name)) add(CALL_SITE_RECORDS, scope.record(name));
    else if (tables.has(name)) add(CONSTANT_TABLES, scope.definition(name));
    else if (isData(definitions.get(name))) add(`data ${labels.label(name)}`, scope.definition(name));
  };
  const all = [...functions.keys(), ...definitions.keys()];
  for (const name of all.filter(isStable).sort()) write(name);
  let next = 0;
  for (const name of ["", ...all]) {
    write(name);
    for (; next < labels.labelled.length; next++) write(labels.labelled[next]!);
  }
  if (module.moduleAsm.length > 0) add("assembly", dropCounters(module.moduleAsm.join("\n")));
  for (const [label, list] of texts) texts.set(label, names === undefined ? list : [...new Set(list)].sort());
  return texts;
}

/** Names of the static functions of a module. */
export function staticFunctions(module: IrModule): Set<string> {
  const functions = module.functions.filter(({ head }) => / (?:internal|private) /.test(head));
  return new Set(functions.map(({ name }) => name.slice(1)));
}

interface ScopeParts {
  readonly module: IrModule;
  readonly definitions: ReadonlyMap<string, GlobalDefinition>;
  readonly records: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  readonly names: MaskedNames | undefined;
  label(name: string): string;
}

interface WritableScope extends ModuleScope {
  record(name: string): string;
  definition(name: string): string;
}

function createScope(parts: ScopeParts): WritableScope {
  const { module, definitions, records, tables, folded } = parts;
  const types = createTypeReader(module);
  let depth = 0;
  const render = (definition: GlobalDefinition, inRecord: boolean): string => {
    if (++depth > DEEPEST)
      throw new KindredError("E_DATA", "Constants without a name are nested too deeply to compare.");
    const tokens = definition.tokens;
    const text = renderIr({ tokens, at: 0 }, inRecord ? recordScope : dataScope);
    depth--;
    return text;
  };
  const global =
    (inRecord: boolean) =>
    (name: string): string => {
      const definition = definitions.get(name);
      if (records.has(name)) return `record {${render(definition!, true)}}`;
      if (tables.has(name)) return shortenText(`table {${render(definition!, inRecord)}}`);
      if (folded.has(name)) return FOLDED_FUNCTION;
      if (module.weakFunctions.has(name)) return `${name} weak`;
      if (definition?.isAnonymous !== true) return parts.label(name) + describeDeclared(definition);
      if (inRecord && parts.names?.callSites.has(stringOf(definition)) === true) return "call-site function";
      return shortenText(`constant {${render(definition, inRecord)}}`);
    };
  const shared = {
    types,
    attributes: (token: string) => plainAttributes(module.attributes.get(token) ?? ""),
    metadata: (token: string) => `!{${module.metadata.get(token) ?? ""}}`,
  };
  const outside = (): never => {
    throw new KindredError("E_DATA", "A local value or a label stands outside a function.");
  };
  const dataOnly = { local: outside, address: outside, block: outside, blockAddress: outside };
  const dataScope: IrScope = { ...shared, ...dataOnly, global: global(false) };
  const recordScope: IrScope = { ...shared, ...dataOnly, global: global(true) };
  return {
    ...shared,
    global: global(false),
    record: (name) => render(definitions.get(name)!, true),
    definition(name) {
      const definition = definitions.get(name)!;
      if (!/^@llvm\.(?:compiler\.)?used$/.test(name))
        return render(definition, false) + alignmentOf(definition.tokens);
      const members = definition.tokens.filter((token) => token.startsWith("@")).map(global(false)); // a set
      return [...new Set(members)].sort().join("\n");
    },
  };
}

function plainAttributes(group: string): string {
  return group
    .replace(INFERRED, "")
    .replace(/[{}\s]+/g, " ")
    .trim();
}

/** Data of this module that has a name; what is only declared shows in its uses. */
function isData(definition: GlobalDefinition | undefined): boolean {
  return definition !== undefined && !definition.isAnonymous && !definition.tokens.includes("external");
}

/** Records of call sites: dynamic debug's, printk's, and the pointers to printk's. */
function findRecords(definitions: ReadonlyMap<string, GlobalDefinition>): Set<string> {
  const records = new Set<string>();
  for (const { name, tokens } of definitions.values()) {
    const section = tokens[tokens.indexOf("section") + 1];
    if (section === '"__dyndbg"') records.add(name);
    if (section !== '".printk_index"') continue;
    records.add(name);
    const entry = definitions.get(tokens.find((token) => token.startsWith("@")) ?? "");
    if (entry?.linkage === "internal") records.add(entry.name);
  }
  return records;
}

/** `static const` locals: see `../elf/constant-tables.ts`. */
function findTables(
  definitions: ReadonlyMap<string, GlobalDefinition>,
  records: ReadonlySet<string>,
): Set<string> {
  const isTable = ({ name, linkage, tokens }: GlobalDefinition): boolean =>
    linkage === "internal" && isNumbered(name) && tokens.includes("constant") && !tokens.includes("section");
  return new Set(
    [...definitions.values()]
      .filter(isTable)
      .map(({ name }) => name)
      .filter((name) => !records.has(name)),
  );
}

/** The text of a string constant. */
function stringOf(definition: GlobalDefinition): string {
  const text = definition.tokens.find((token) => token.startsWith('c"')) ?? "";
  return text.slice(2, -1).replace(/\\00$/, "");
}
