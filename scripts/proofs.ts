// Which lines of an inventory the tests prove: by their names, and by the promises of contracts.
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/** A test, or a group of tests, that says in its name which lines it proves. */
export interface Proof {
  /** From the root of the tree. */
  readonly file: string;
  readonly name: string;
}

const places = ["packages", "tests", "examples", "scripts"];
const provesSomething = /\.test\.ts$|\/contracts\/[^/]+\.ts$/;

/** Line -> the tests that name it, in the order of their files. */
export function proofsByLine(marks: RegExp): ReadonlyMap<string, readonly Proof[]> {
  const found = new Map<string, Proof[]>();
  for (const file of testFiles()) {
    for (const name of namesIn(file, marks)) {
      for (const line of new Set(name.match(marks))) {
        found.set(line, [...(found.get(line) ?? []), { file, name }]);
      }
    }
  }
  return found;
}

function testFiles(): readonly string[] {
  return places
    .flatMap((place) =>
      readdirSync(place, { recursive: true, encoding: "utf8" }).map((path) => `${place}/${path}`),
    )
    .filter((path) => provesSomething.test(path) && !/\/(node_modules|dist)\//.test(path))
    .toSorted();
}

function namesIn(file: string, marks: RegExp): readonly string[] {
  const text = readFileSync(file, "utf8");
  return text.search(marks) < 0 ? [] : namesOf(file, text, marks);
}

/** The names in a file of tests that hold a mark; those of skipped tests prove nothing. */
export function namesOf(file: string, text: string, marks: RegExp): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isSkipped(node)) return;
    const said = textOf(node);
    if (said !== undefined && said.search(marks) >= 0 && isName(node)) names.push(said);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : undefined;
}

/** First of a call's arguments, a row's cell or a key of `each`, or a contract's promise. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return true;
  if (ts.isArrayLiteralExpression(parent)) return true;
  return ts.isCallExpression(parent) && parent.arguments[0] === node && isTest(parent.expression);
}

/** `it`, `test` and `describe`, also with `.each(...)` and the like behind them. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return ["it", "test", "describe"].includes(callee.text);
  if (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) return isTest(callee.expression);
  return ts.isTaggedTemplateExpression(callee) && isTest(callee.tag);
}

function isSkipped(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  return ts.isPropertyAccessExpression(expression) && ["skip", "todo"].includes(expression.name.text);
}
