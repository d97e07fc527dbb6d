import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { federationPage } from "./federation-page.ts";

const page = readFileSync("FEDERATION.md", "utf8");

function sources(): readonly string[] {
  return readdirSync("packages", { recursive: true, encoding: "utf8" })
    .filter((path) => /^[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith(".test.ts"))
    .map((path) => readFileSync(`packages/${path}`, "utf8"));
}

describe("FEDERATION.md", () => {
  it.each([
    "Supported federation protocols and standards",
    "Supported FEPs",
    "Addresses",
    "Activities",
    "Signatures",
    "What is fetched, and believed",
    "Limits",
    "Delivery",
  ])("F-247: has a part about: %s", (part) => {
    expect(page).toContain(`\n## ${part}\n`);
  });

  it("F-247: names every proposal that the sources name", () => {
    const named = new Set(sources().flatMap((text) => text.match(/\bFEP-[0-9a-f]{4}\b/g) ?? []));
    const missing = [...named].filter((proposal) => !page.includes(`[${proposal}: `)).toSorted();
    expect(missing).toEqual([]);
  });

  it("F-247: says of every activity what the tables say", () => {
    expect(federationPage(page)).toBe(page);
    expect(page).toMatch(/\| `Like` +\| yes +\| yes +\|/);
    expect(page).toMatch(/\| `LikeRequest` +\| no +\| no +\|/);
  });
});
