import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { endpoints } from "./endpoints/index.ts";
import * as entities from "./entities/index.ts";
import { httpStatus } from "./failures.ts";
import { scopes } from "./scopes.ts";

/** A document of OpenAPI 3.1. */
export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, unknown>>;
}

type Json = Record<string, unknown>;

/** Each schema among the entities, under its own name with a capital, in the order of the names. */
const named: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(entities)
    .flatMap(([name, value]) =>
      value instanceof z.ZodType ? [[name.charAt(0).toUpperCase() + name.slice(1), value] as const] : [],
    )
    .sort(([one], [other]) => (one < other ? -1 : 1)),
);

const uri = (id: string): string => `#/components/schemas/${id}`;

function withoutMarks({ $schema: _schema, $id: _id, ...schema }: Json): Json {
  return schema;
}

function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri, unrepresentable: "any" });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutMarks({ ...schema })]));
}

/** What a schema is made of is typed as less than it is. */
function asType(part: unknown): z.ZodType {
  if (!(part instanceof z.ZodType)) throw new TypeError("This is not a schema of zod's.");
  return part;
}

function replySchema(reply: z.ZodType): Json {
  const own = Object.entries(named).find(([, schema]) => schema === reply)?.[0];
  if (own !== undefined) return { $ref: uri(own) };
  if (reply instanceof z.ZodArray) return { type: "array", items: replySchema(asType(reply.element)) };
  if (reply instanceof z.ZodUnion) return { anyOf: reply.options.map((one) => replySchema(asType(one))) };
  return withoutMarks({ ...z.toJSONSchema(reply, { unrepresentable: "any" }) });
}

function inputSchema(schema: z.ZodType): Json {
  return withoutMarks({ ...z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) });
}

interface ObjectSchema {
  readonly properties?: Json;
  readonly required?: readonly string[];
}

function isList(property: unknown): boolean {
  return typeof property === "object" && property !== null && "type" in property && property.type === "array";
}

function parametersIn(place: "path" | "query" | "header", schema: z.ZodType | undefined): readonly Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as ObjectSchema; // every one is of an object
  return Object.entries(properties).map(([name, property]) => ({
    name: isList(property) ? `${name}[]` : name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function bodyOf({ body }: Endpoint): Json {
  if (body === undefined) return {};
  const media = { schema: inputSchema(body) };
  const content = {
    "application/json": media,
    "application/x-www-form-urlencoded": media,
    "multipart/form-data": media,
  };
  return { requestBody: { content } };
}

function responsesOf({ reply, refuses, who, params, scopes }: Endpoint): Json {
  const error = (description: string): Json => ({
    description,
    content: { "application/json": { schema: { $ref: uri("Error") } } },
  });
  const refusals = refuses.map((code) => [String(httpStatus[code]), error(`Refused: ${code}.`)] as const);
  return {
    200: { description: "Done.", content: { "application/json": { schema: replySchema(reply) } } },
    ...(who === "anyone" ? {} : { 401: error("There is no token, or it does not hold.") }),
    ...(scopes.length === 0 ? {} : { 403: error("The token lacks the scope.") }),
    ...(params === undefined ? {} : { 404: error("Refused: not-found.") }),
    ...Object.fromEntries(refusals),
  };
}

function securityOf({ who, scopes }: Endpoint): readonly Json[] {
  const ways = scopes.length === 0 ? [{ oauth: [] }] : scopes.map((scope) => ({ oauth: [scope] }));
  return who === "anyone" ? [{}, ...ways] : ways;
}

/** The part of an address after its version: what the operation is about. */
function tagOf({ path }: Endpoint): string {
  return /^\/api\/(?:trunkline\/)?v[^/]+\/([^/]+)/.exec(path)?.[1] ?? path.split("/")[1] ?? "";
}

/** As in `getApiV1StatusesIdContext`. */
function operationIdOf({ method, path }: Endpoint): string {
  const words = path.split(/[^a-z0-9]+/i).filter((word) => word !== "");
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return [method.toLowerCase(), ...words.map(capital)].join("");
}

function operationOf(endpoint: Endpoint): Json {
  return {
    operationId: operationIdOf(endpoint),
    tags: [tagOf(endpoint)],
    summary: endpoint.summary,
    security: securityOf(endpoint),
    parameters: [
      ...parametersIn("path", endpoint.params),
      ...parametersIn("query", endpoint.query),
      ...parametersIn("header", endpoint.headers).filter(({ name }) => name !== "authorization"),
    ],
    ...bodyOf(endpoint),
    responses: responsesOf(endpoint),
  };
}

function pathsOf(all: readonly Endpoint[]): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const endpoint of all) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const errorSchema = {
  type: "object",
  properties: { error: { type: "string" }, error_description: { type: "string" } },
  required: ["error"],
};

function securitySchemes(): Json {
  const granted = Object.fromEntries(scopes.map((scope) => [scope, scope]));
  const tokenUrl = "/oauth/token";
  return {
    oauth: {
      type: "oauth2",
      flows: {
        authorizationCode: { authorizationUrl: "/oauth/authorize", tokenUrl, scopes: granted },
        clientCredentials: { tokenUrl, scopes: granted },
      },
    },
  };
}

/** The whole API as a document of OpenAPI, made from the declarations that the router runs by. */
export function openApiDocument(version = "0.0.0"): OpenApiDocument {
  return {
    openapi: "3.1.0",
    info: { title: "Mastodon-compatible API of Trunkline", version },
    paths: pathsOf(endpoints),
    components: {
      schemas: { ...componentSchemas(), Error: errorSchema },
      securitySchemes: securitySchemes(),
    },
  };
}
