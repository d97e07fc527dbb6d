import { expect, test } from "vitest";
import { endpoints } from "./endpoints/index.ts";
import { openApiDocument } from "./openapi.ts";

const document = JSON.parse(JSON.stringify(openApiDocument("1.2.3")));

test("every endpoint is in the document", () => {
  const operations = Object.values<object>(document.paths).flatMap((path) => Object.keys(path));
  expect(operations.length).toBe(endpoints.length);
  expect(document.info.version).toBe("1.2.3");
});

test("an operation tells its parameters, scopes, answer and refusals", () => {
  const operation = document.paths["/api/v1/statuses/{id}/favourite"].post;
  expect(operation).toMatchObject({
    summary: "Adds a status to the viewer's favourites.",
    security: [{ oauth: ["write:favourites"] }],
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
  });
  expect(Object.keys(operation.responses)).toEqual(["200", "401", "403", "404"]);
  const schema = operation.responses[200].content["application/json"].schema;
  expect(schema).toEqual({ $ref: "#/components/schemas/Status" });
});

test("the query and body of an operation are described", () => {
  const { parameters } = document.paths["/api/v1/timelines/home"].get;
  expect(parameters).toContainEqual({
    name: "limit",
    in: "query",
    required: false,
    schema: { type: "integer", minimum: 1, maximum: 40, description: "20 when left out." },
  });
  const body = document.paths["/api/v1/statuses"].post.requestBody.content["application/json"].schema;
  expect(body.properties.status).toMatchObject({ type: "string" });
  expect(body.properties.visibility.enum).toContain("unlisted");
});

test("every reference leads to a schema", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((reference) => !known.includes(reference))).toEqual([]);
});
