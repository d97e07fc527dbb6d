// OpenAPI 3.1 speaks the JSON Schema of 2020, which this package has at an address of its own.
// oxlint-disable-next-line no-restricted-imports
import { Ajv2020 } from "ajv/dist/2020.js";
// oxlint-disable-next-line no-restricted-imports
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { Exchange } from "./recorder.ts";

/** As much of a document of OpenAPI as is needed to find what describes a reply. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What is wrong with replies by a document of OpenAPI, a sentence each; nothing for those that are as described. */
export function faultsByDocument(document: Described, exchanges: readonly Exchange[]): readonly string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema(document, "api");
  const validators = new Map<string, ValidateFunction | undefined>();
  return exchanges.flatMap((exchange) => {
    const row = rowOf(document, exchange);
    if (row === undefined) return isOfApi(exchange) ? [`${named(exchange)} is not described`] : [];
    const status = exchange.status < 300 ? "200" : String(exchange.status);
    const pointer = [
      "paths",
      row.path,
      row.method,
      "responses",
      status,
      "content",
      "application/json",
      "schema",
    ];
    const key = `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
    if (!validators.has(key)) validators.set(key, ajv.getSchema(key));
    const validate = validators.get(key);
    if (validate === undefined) return [`${named(exchange)}: ${exchange.status} is not described`];
    if (validate(JSON.parse(exchange.body))) return [];
    return [`${named(exchange)}: ${ajv.errorsText(validate.errors)} in ${exchange.body.slice(0, 300)}`];
  });
}

const named = ({ method, path }: Exchange): string => `${method} ${path.split("?")[0]}`;

/** Streams carry events rather than a reply. */
function isOfApi({ path, type }: Exchange): boolean {
  return path.startsWith("/api/") && !type.startsWith("text/event-stream");
}

interface Row {
  readonly path: string;
  readonly method: string;
}

/** The operation that a request was for: the one with the fewest parts that vary. */
function rowOf({ paths }: Described, { method, path }: Exchange): Row | undefined {
  const asked = (path.split("?")[0] ?? "").replace(/(.)\/$/, "$1");
  const own = Object.keys(paths)
    .filter((one) => paths[one]?.[method.toLowerCase()] !== undefined)
    .filter((one) =>
      new RegExp(`^${one.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(asked),
    )
    .toSorted((one, other) => one.split("{").length - other.split("{").length)[0];
  return own === undefined ? undefined : { path: own, method: method.toLowerCase() };
}
