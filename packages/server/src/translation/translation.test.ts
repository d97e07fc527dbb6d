import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createSecret } from "../config/secret.ts";
import { isRefusal } from "../refusal.ts";
import { deepl } from "./deepl.ts";
import { libreTranslate } from "./libre-translate.ts";
import { remembered } from "./remembered.ts";

interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A service on this machine that answers by path. */
async function service(answers: Readonly<Record<string, unknown>>) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => void parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const path = request.url ?? "";
      asked.push({ path, headers: request.headers, body: text === "" ? undefined : JSON.parse(text) });
      const answer = answers[path];
      response.writeHead(answer === undefined ? 429 : 200, { "content-type": "application/json" });
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo; // it listens on a port
  return { origin: `http://127.0.0.1:${port}`, asked };
}

test("LibreTranslate is asked for HTML, with the key, and says which languages it knows", async () => {
  const { origin, asked } = await service({
    "/languages": [
      { code: "de", name: "German", targets: ["de", "en"] },
      { code: "en", name: "English", targets: ["de", "en"] },
    ],
    "/translate": { translatedText: ["<p>Hi</p>"], detectedLanguage: [{ confidence: 90, language: "de" }] },
  });
  const translator = libreTranslate(`${origin}/`, createSecret("key"));
  expect([...(await translator.languages())]).toEqual([
    ["de", ["en"]],
    ["en", ["de"]],
    ["und", ["de", "en"]],
  ]);
  const made = await translator.translate(["<p>Hallo</p>"], { from: undefined, to: "en" });
  expect(made).toEqual({ texts: ["<p>Hi</p>"], detected: "de" });
  expect(asked.at(-1)?.body).toEqual({
    q: ["<p>Hallo</p>"],
    source: "auto",
    target: "en",
    format: "html",
    api_key: "key",
  });
});

test("DeepL is asked for HTML, with the key in a header, and its kinds of English are English", async () => {
  const { origin, asked } = await service({
    "/v2/languages?type=source": [{ language: "DE" }, { language: "EN" }],
    "/v2/languages?type=target": [{ language: "DE" }, { language: "EN-GB" }, { language: "EN-US" }],
    "/v2/translate": { translations: [{ text: "<p>Hi</p>", detected_source_language: "DE" }] },
  });
  const translator = deepl(origin, createSecret("key"));
  expect((await translator.languages()).get("de")).toEqual(["en"]);
  expect((await translator.languages()).get("und")).toEqual(["de", "en"]);
  const made = await translator.translate(["<p>Hallo</p>"], { from: "de", to: "en" });
  expect(made).toEqual({ texts: ["<p>Hi</p>"], detected: "de" });
  expect(asked.at(-1)?.headers.authorization).toBe("DeepL-Auth-Key key");
  expect(asked.at(-1)?.body).toEqual({
    text: ["<p>Hallo</p>"],
    source_lang: "DE",
    target_lang: "EN",
    tag_handling: "html",
  });
});

test("a service that refuses, sends nonsense, sends too much or is not there is one that does not answer", async () => {
  const { origin } = await service({
    "/a/languages": "no json",
    "/b/languages": [{ code: 5 }],
    "/c/languages": JSON.stringify("x".repeat(2_000_000)),
  });
  for (const base of [
    `${origin}/a`,
    `${origin}/b`,
    `${origin}/c`,
    `${origin}/limited`,
    "http://127.0.0.1:1",
  ]) {
    await assert.rejects(libreTranslate(base, undefined).languages(), (error) => isRefusal(error));
  }
});

test("the same is asked once, by whichever process", async () => {
  const { origin, asked } = await service({ "/languages": [], "/translate": { translatedText: ["x"] } });
  const kept = new Map<string, string>();
  const cache = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  for (let process = 0; process < 2; process += 1) {
    const translator = remembered(libreTranslate(origin, undefined), cache);
    expect((await translator.languages()).get("und")).toEqual([]);
    expect(await translator.translate(["y"], { from: "de", to: "en" })).toEqual({
      texts: ["x"],
      detected: "de",
    });
  }
  expect(asked.map(({ path }) => path)).toEqual(["/languages", "/translate"]);
});
