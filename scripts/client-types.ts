// packages/mastodon-api/src/client/operations.ts: the types of the client, from the declarations of the API.
import { openApiDocument } from "../packages/mastodon-api/src/openapi.ts";

export const clientTypesPath = "packages/mastodon-api/src/client/operations.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
}

interface Operation {
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

const words: Readonly<Record<string, string>> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};

const literal = (value: unknown): string => JSON.stringify(value);

function member(name: string, isNeeded: boolean, type: string): string {
  const key = /^[a-z_]\w*$/i.test(name) ? name : literal(name);
  return `readonly ${key}${isNeeded ? "" : "?"}: ${type}`;
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(([name, schema]) =>
    member(name, required.includes(name), typeOf(schema)),
  );
  if (members.length > 0) return `{ ${members.join("; ")} }`;
  const rest = typeof additionalProperties === "object" ? typeOf(additionalProperties) : "unknown";
  return additionalProperties === false
    ? "Readonly<Record<string, never>>"
    : `Readonly<Record<string, ${rest}>>`;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

function typeOf(schema: Schema): string {
  const { $ref, type, items } = schema;
  if ($ref !== undefined) return $ref.split("/").at(-1) ?? "unknown";
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map(literal));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return union(choices.map(typeOf));
  if (schema.allOf !== undefined) return schema.allOf.map(typeOf).join(" & ");
  if (Array.isArray(type)) return union(type.map((one: string) => typeOf({ ...schema, type: one })));
  if (type === "string" && schema.format === "binary") return "Blob";
  if (type === "array") return `readonly (${items === undefined ? "unknown" : typeOf(items)})[]`;
  if (type === "object") return objectOf(schema);
  return words[String(type)] ?? "unknown";
}

function partsOf(operation: Operation, place: string): string {
  const own = operation.parameters.filter((one) => one.in === place);
  const members = own.map(({ name, required, schema }) =>
    member(name.replace(/\[\]$/, ""), required, typeOf(schema)),
  );
  return members.length === 0 ? "undefined" : `{ ${members.join("; ")} }`;
}

function operationType(operation: Operation): string {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const reply = operation.responses["200"]?.content?.["application/json"]?.schema;
  return [
    `params: ${partsOf(operation, "path").replaceAll(": unknown", ": string")}`,
    `query: ${partsOf(operation, "query")}`,
    `headers: ${partsOf(operation, "header")}`,
    `body: ${body === undefined ? "undefined" : typeOf(body)}`,
    `reply: ${reply === undefined ? "unknown" : typeOf(reply)}`,
  ]
    .map((line) => `readonly ${line}`)
    .join("; ");
}

/** One line an entity and one line an operation, so that changes to two of them do not meet. */
export function clientTypes(): string {
  const { paths, components } = openApiDocument();
  const schemas = Object.entries(components["schemas"] as Readonly<Record<string, Schema>>); // made by zod
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Operation>>).map(
      // made by openapi.ts
      ([method, operation]) =>
        [`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, operation] as const,
    ),
  );
  return [
    "// Made by scripts/client-types.ts from the declarations of the API.",
    "",
    ...schemas
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, schema]) => `/** The entity of this name. */\nexport type ${name} = ${typeOf(schema)};`),
    "",
    "/** Every entity that has a name, by it. */",
    "export interface Entities {",
    ...schemas.map(([name]) => `  readonly ${name}: ${name};`).toSorted(),
    "}",
    "",
    "/** Every operation, by its method and path: what it takes and what it answers. */",
    "export interface Operations {",
    ...operations
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([row, one]) => `  /** ${one.summary} */\n  readonly ${literal(row)}: { ${operationType(one)} };`),
    "}",
    "",
  ].join("\n");
}
