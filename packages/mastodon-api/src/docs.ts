import type { OpenApiDocument } from "./openapi.ts";

interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}

/** A schema in a few words; an entity is a link to where it is described. */
function kindOf({ $ref, type, enum: choices, items, anyOf }: Schema): string {
  const name = $ref?.split("/").at(-1);
  if (name !== undefined) return `<a href="#${escape(name)}">${escape(name)}</a>`;
  if (choices !== undefined) return choices.map((choice) => escape(JSON.stringify(choice))).join(" or ");
  if (anyOf !== undefined) return anyOf.map(kindOf).join(" or ");
  if (items !== undefined) return `list of ${kindOf(items)}`;
  return escape([type ?? "anything"].flat().join(" or "));
}

function fields(rows: readonly (readonly [name: string, kind: string, note: string])[]): string {
  const lines = rows.map(
    ([name, kind, note]) => `<tr><td><code>${escape(name)}</code></td><td>${kind}</td><td>${note}</td></tr>`,
  );
  return lines.length === 0 ? "" : `<table>${lines.join("")}</table>`;
}

function members({ properties = {}, required = [] }: Schema): string {
  return fields(
    Object.entries(properties).map(([name, schema]) => [
      name,
      kindOf(schema),
      [required.includes(name) ? "" : "may be left out", escape(schema.description ?? "")]
        .filter((note) => note !== "")
        .join("; "),
    ]),
  );
}

function tokenFor({ security }: Operation): string {
  const scopes = security.flatMap(({ oauth = [] }) => oauth);
  const isOpen = security.some((way) => !("oauth" in way));
  const scope = scopes.map((name) => `<code>${escape(name)}</code>`).join(" or ");
  if (isOpen)
    return scope === "" ? "No token is needed." : `No token is needed; one that is sent has ${scope}.`;
  return scope === "" ? "A token is needed." : `A token with ${scope} is needed.`;
}

function section(method: string, path: string, operation: Operation): string {
  const { summary, parameters, requestBody, responses } = operation;
  const given = parameters.map(
    (one) => [one.name, kindOf(one.schema), `${one.in}${one.required ? ", needed" : ""}`] as const,
  );
  const body = requestBody?.content["application/json"]?.schema;
  const reply = responses[200]?.content?.["application/json"]?.schema;
  const refusals = Object.entries(responses).filter(([status]) => status !== "200");
  return [
    `<details><summary><code>${method} ${escape(path)}</code> ${escape(summary)}</summary>`,
    `<p>${tokenFor(operation)}</p>`,
    given.length === 0 ? "" : `<h4>Parameters</h4>${fields(given)}`,
    body === undefined ? "" : `<h4>Body</h4>${members(body)}`,
    reply === undefined
      ? ""
      : `<h4>Answer</h4><p>${reply.$ref === undefined && reply.properties !== undefined ? members(reply) : kindOf(reply)}</p>`,
    refusals.length === 0
      ? ""
      : `<h4>Refusals</h4><ul>${refusals.map(([status, one]) => `<li>${status}: ${escape(one.description)}</li>`).join("")}</ul>`,
    "</details>",
  ].join("");
}

type Entry = readonly [tag: string, text: string];

function entriesOf(paths: OpenApiDocument["paths"]): readonly Entry[] {
  return Object.entries(paths).flatMap(([path, methods]) => {
    const operations = methods as Readonly<Record<string, Operation>>; // openapi.ts wrote it
    return Object.entries(operations).map(([method, one]): Entry => [
      one.tags[0] ?? "",
      section(method.toUpperCase(), path, one),
    ]);
  });
}

/** The document as a page to look through: it needs no script, and asks nobody else for anything. */
export function docsPage(document: OpenApiDocument): string {
  const entries = entriesOf(document.paths);
  const tags = [...new Set(entries.map(([tag]) => tag))].sort();
  const schemas = document.components["schemas"] as Readonly<Record<string, Schema>>; // likewise
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${escape(document.info.title)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<link rel="stylesheet" href="/api/docs/style.css"></head><body>',
    `<h1>${escape(document.info.title)}</h1>`,
    `<p>Version ${escape(document.info.version)}, also <a href="/api/openapi.json">as a document of OpenAPI</a>.</p>`,
    ...tags.flatMap((tag) => [
      `<h2 id="about-${escape(tag)}">${escape(tag)}</h2>`,
      ...entries.filter(([own]) => own === tag).map(([, text]) => text),
    ]),
    "<h2>Entities</h2>",
    ...Object.entries(schemas).map(
      ([name, schema]) => `<h3 id="${escape(name)}">${escape(name)}</h3>${members(schema)}`,
    ),
    "</body></html>\n",
  ].join("\n");
}

/** How the page looks. */
export const docsStyle = `body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code { font-family: ui-monospace, monospace; }
details { border-top: 1px solid #8886; padding: 0.4rem 0; }
table { border-collapse: collapse; }
td { padding: 0.1rem 1rem 0.1rem 0; vertical-align: top; }
@media (prefers-color-scheme: dark) { body { background: #16181c; color: #e6e6e6; } a { color: #8ab4ff; } }
`;
