import type { CText } from "@kindred/c-source";
import { arrangeArguments } from "../fields/arrange-arguments.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import { attachedComment } from "../members/attached-comment.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { declaratorName, parametersOf } from "../syntax/bind-names.ts";
import { childIn, leavesOf, type Term } from "../syntax/term.ts";
import { LINE_WIDTH } from "./columns.ts";
import type { FunctionDesign } from "./function-design.ts";
import { type DocParameter, kernelDoc } from "./kernel-doc.ts";
import { listShown } from "./list-shown.ts";

/** What parameters of these types are, in every driver. */
const KNOWN_TYPES: ReadonlyMap<string, string> = new Map([
  ["struct device *", "device"],
  ["struct device_attribute *", "device attribute"],
  ["struct platform_device *", "platform device"],
  ["struct i2c_client *", "I2C client"],
  ["struct spi_device *", "SPI device"],
  ["struct pci_dev *", "PCI device"],
  ["struct net_device *", "network device"],
  ["struct watchdog_device *", "watchdog device"],
  ["struct led_classdev *", "LED class device"],
  ["struct file *", "open file"],
  ["struct inode *", "inode"],
  ["struct seq_file *", "file to print to"],
  ["struct kobject *", "kernel object"],
  ["struct work_struct *", "work item"],
  ["char *", "buffer"],
  ["const char *", "text"],
  ["const char __user *", "user buffer"],
  ["char __user *", "user buffer"],
  ["size_t", "length in bytes"],
  ["loff_t *", "file position"],
]);

/** The kernel-doc comment of a helper: who shares it, and what each parameter is. */
export function documentHelper(design: FunctionDesign, name: string, wrappers: readonly string[]): CText {
  return documentAs(design, name, summarise(design, name, wrappers));
}

/** The same with a summary given. */
export function documentAs(design: FunctionDesign, name: string, summary: string): CText {
  const body = design.members[design.body];
  const own = parametersOf(body.term).map((parameter): DocParameter | undefined => {
    const leaf = declaratorName(parameter);
    if (!leaf) return undefined;
    const text = documented(design.members, leaf.text) ?? describeType(body, parameter, leaf);
    return { name: leaf.text, text };
  });
  const added = design.parameters.map((parameter) => ({
    name: parameter.name,
    text: describeParameter(parameter),
  }));
  const all = arrangeArguments<DocParameter | undefined>(own, added, design);
  return kernelDoc(
    name,
    summary,
    all.filter((each) => each !== undefined),
  );
}

/**
 * The one-line comment of a helper: whose code it is. One that all its members went into needs none; its name says
 * what it does, or nothing does.
 */
export function briefComment(wrappers: readonly string[]): CText {
  const [first, ...others] = wrappers.map((wrapper) => `${wrapper}()`);
  if (others.length === 0) return "";
  const text =
    others.length === 1 ? `Common part of ${first} and ${others[0]}` : sayOthers(first, others.length);
  return `/* ${text.length <= LINE_WIDTH - 6 ? text : sayOthers(first, others.length)} */\n`;
}

function sayOthers(first: string, count: number): string {
  return `Common part of ${first} and ${count === 1 ? "another" : `${count} others`}`;
}

/** A comment that becomes the helper's, with the parameters that its kernel-doc lines do not know yet. */
export function inheritComment(comment: CText, parameters: readonly HoleParameter[]): CText {
  const lines = comment.split("\n");
  const last = lines.findLastIndex((line) => /^\s*\*\s*@\w+:/.test(line));
  if (!comment.startsWith("/**") || last < 0) return `${comment}\n`;
  const end = lines.findIndex((line, i) => i > last && !/^\s*\*\s{2,}\S|^\s*\*\t/.test(line));
  const lead = /^\s*\*\s*/.exec(lines[last])![0];
  const added = parameters.map((parameter) => `${lead}@${parameter.name}: ${describeParameter(parameter)}`);
  lines.splice(end < 0 ? last + 1 : end, 0, ...added);
  return `${lines.join("\n")}\n`;
}

function summarise(
  { members, parameters }: FunctionDesign,
  name: string,
  wrappers: readonly string[],
): string {
  if (wrappers.length === 0)
    return describeName(
      name,
      members.map(({ member }) => member.function),
    );
  const shown = wrappers.map((wrapper) => `${wrapper}()`);
  if (shown.length === 1)
    return parameters.length === 0
      ? `does what ${shown[0]} does`
      : `what ${shown[0]} does, with the values given`;
  if (shown.length === 2) return `common part of ${shown[0]} and ${shown[1]}`;
  return `common part of ${shown[0]} and ${shown.length - 1} others`;
}

/** `foo_map_for_sfp`, `foo_map_for_qsfp` as `foo_map`: `map, for sfp or qsfp`. */
function describeName(name: string, members: readonly string[]): string {
  const words = name.split("_").filter((word) => word !== "" && word !== "common");
  const differing = members.map((member) =>
    member
      .split("_")
      .filter((word) => word !== "" && !words.includes(word))
      .join(" "),
  );
  const said = words.length > 1 ? words.slice(1) : words;
  const cases = [...new Set(differing.map((each) => each.replace(/^for /, "")))].filter(Boolean);
  return cases.length > 1 && cases.length <= 3
    ? `${said.join(" ")}, for ${listShown(cases)}`
    : said.join(" ");
}

/** What a member's own kernel-doc says of a parameter, when it says it in one line. */
function documented(members: readonly FoldMember[], name: string): string | undefined {
  for (const { file, span } of members) {
    const comment = attachedComment(file, span.start);
    const text = comment && file.text.slice(comment.start, comment.end);
    const line = text?.split("\n").find((each) => each.trimStart().startsWith(`* @${name}:`));
    const said = line?.slice(line.indexOf(":") + 1).trim();
    if (said) return said;
  }
  return undefined;
}

function describeType(body: FoldMember, parameter: Term, name: Term): string {
  const type = body.text.slice(parameter.start, name.start).replace(/\s+/g, " ").trim();
  const known = KNOWN_TYPES.get(type);
  if (known) return known;
  const tag = childIn(parameter, "type");
  if (tag?.type === "struct_specifier" && type.endsWith("*")) return `&struct ${leavesOf(tag).at(-1)!.text}`;
  return name.text.split("_").filter(Boolean).join(" ");
}

function describeParameter({ hole, name, type, values, field }: HoleParameter): string {
  const data = /^const (struct \w+) \*$/.exec(type)?.[1];
  if (hole === undefined && data !== undefined) return `constant data, &${data}`;
  if (hole !== undefined || field) return listShown(values);
  return name.startsWith("is_")
    ? `whether it is for ${name.slice(3).replace(/_/g, " ")}`
    : `whether to ${name}`;
}
