// House rules that no linter at hand can express. Each one is a question about a syntax node.
import ts from "typescript";

interface Rule {
  readonly says: string;
  /** Where the rule does not hold. */
  readonly home: RegExp;
  readonly breaks: (node: ts.Node, source: ts.SourceFile) => boolean;
}

const outside = String.raw`\.test\.ts$|\.bench\.ts$|tsup\.config\.ts$`;

const rules: readonly Rule[] = [
  {
    says: "`new Date()` reads the machine's clock; time comes from the Clock port",
    home: new RegExp(String.raw`^packages/server/src/compose\.ts$|${outside}`),
    breaks: (node) => ts.isNewExpression(node) && isNamed(node.expression, "Date") && !node.arguments?.length,
  },
  {
    says: "`Date.now` is read in packages/server/src/compose.ts alone",
    home: new RegExp(String.raw`^packages/server/src/compose\.ts$|${outside}`),
    breaks: (node) => isMember(node, "Date", "now"),
  },
  {
    says: "the environment is read in packages/server/src/config/ alone",
    home: new RegExp(String.raw`^packages/server/src/config/|${outside}`),
    breaks: (node) => isMember(node, "process", "env") || isImportOf(node, "env", "node:process"),
  },
  {
    says: "`export *` hides what a package promises; list the names",
    home: /^$/,
    breaks: (node) => ts.isExportDeclaration(node) && node.exportClause === undefined,
  },
  {
    says: "a cast needs its reason on its line: `as Thing; // because ...`",
    home: new RegExp(outside),
    breaks: (node, source) => ts.isAsExpression(node) && !isConst(node) && !hasComment(node, source),
  },
];

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

function isMember(node: ts.Node, object: string, property: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) && isNamed(node.expression, object) && node.name.text === property
  );
}

function isImportOf(node: ts.Node, name: string, from: string): boolean {
  if (!ts.isImportSpecifier(node) || (node.propertyName ?? node.name).text !== name) return false;
  const { moduleSpecifier } = node.parent.parent.parent;
  return ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === from;
}

function isConst(node: ts.AsExpression): boolean {
  return ts.isTypeReferenceNode(node.type) && isNamed(node.type.typeName, "const");
}

/** On the line where the cast ends, or on the line above it. */
function hasComment(node: ts.Node, source: ts.SourceFile): boolean {
  const lines = source.text.split("\n");
  const { line } = source.getLineAndCharacterOfPosition(node.getEnd());
  return /\/\/|\*\//.test(lines[line] ?? "") || /^\s*(\/\/|\*\/|\*|\/\*)/.test(lines[line - 1] ?? "");
}

/** What a file has to answer for, as `path:line: what is wrong`. */
export function faultsOf(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const asked = rules.filter(({ home }) => !home.test(path));
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const { says, breaks } of asked) {
      if (!breaks(node, source)) continue;
      faults.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${says}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}
