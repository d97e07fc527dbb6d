import { Refusal, type Translator } from "@trunkline/social";
import { expect, test } from "vitest";
import type { StatusEntity, TranslationEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

/** Says everything in capitals; markup as it is. */
function shouting(over: Partial<Translator> = {}): Translator {
  return {
    name: "Shouter",
    languages: async () =>
      new Map([
        ["de", ["en", "fr"]],
        ["und", ["en"]],
      ]),
    translate: async (texts, { from }) => ({
      texts: texts.map((text) => text.replaceAll(/[^<>&;]+(?=<|$|&)/g, (said) => said.toUpperCase())),
      detected: from,
    }),
    ...over,
  };
}

async function open(translator: Translator | undefined) {
  const server =
    translator === undefined ? testServer() : testServer(undefined, { translator, translates: true });
  const { token } = await server.person("ana");
  const say = (json: Readonly<Record<string, unknown>>) =>
    server.json<StatusEntity>("POST", "/api/v1/statuses", { token, json });
  const ask = (id: string, lang?: string) =>
    server.call("POST", `/api/v1/statuses/${id}/translate`, {
      token,
      json: lang === undefined ? {} : { lang },
    });
  return { server, say, ask };
}

test("POST /api/v1/statuses/:id/translate translates text, warning and poll into the wished language, or one's own", async () => {
  const { say, ask } = await open(shouting());
  const poll = { options: ["ja & nein", "vielleicht"], expires_in: 3600 };
  const { id } = await say({ status: "hallo welt", spoiler_text: "achtung <b>", language: "de-AT", poll });
  const answer = await ask(id, "fr-CA");
  expect(answer.status).toBe(200);
  const made = (await answer.json()) as TranslationEntity;
  expect(made).toMatchObject({ language: "fr", detected_source_language: "de", provider: "Shouter" });
  expect(made.content).toBe("<p>HALLO WELT</p>");
  expect(made.spoiler_text).toMatch(/^ACHTUNG/);
  expect(made.poll?.options.map(({ title }) => title)).toEqual(["JA & NEIN", "VIELLEICHT"]);
  expect(made.media_attachments).toEqual([]);
  expect(((await (await ask(id)).json()) as TranslationEntity).language).toBe("en");
});

test("POST /api/v1/statuses/:id/translate keeps a translator's markup safe (S-051)", async () => {
  const { say, ask } = await open(
    shouting({ translate: async () => ({ texts: ["<p>Hi<script>alert(1)</script></p>"], detected: "de" }) }),
  );
  const { id } = await say({ status: "hallo", language: "de" });
  expect(((await (await ask(id, "en")).json()) as TranslationEntity).content).toBe("<p>Hi</p>");
});

test("POST /api/v1/statuses/:id/translate refuses what is for a few, what it cannot, and what is not there", async () => {
  const failing = shouting({ translate: () => Promise.reject(new Refusal("unreachable")) });
  const { server, say, ask } = await open(failing);
  const few = await say({ status: "psst", visibility: "private", language: "de" });
  const open_ = await say({ status: "hallo", language: "de" });
  const greek = await say({ status: "γεια", language: "el" });
  expect((await ask(few.id, "en")).status).toBe(403);
  expect((await ask(greek.id, "en")).status).toBe(403);
  expect((await ask(open_.id, "de")).status).toBe(403);
  expect((await ask(open_.id, "en")).status).toBe(503);
  expect((await ask("1", "en")).status).toBe(404);
  const path = `/api/v1/statuses/${open_.id}/translate`;
  expect((await server.call("POST", path)).status).toBe(401);
});

test("POST /api/v1/statuses/:id/translate is not there where nobody translates, and the instance says so", async () => {
  const { server, say, ask } = await open(undefined);
  const { id } = await say({ status: "hallo", language: "de" });
  expect((await ask(id, "en")).status).toBe(404);
  const without = await server.json("GET", "/api/v2/instance");
  expect(without).toMatchObject({ configuration: { translation: { enabled: false } } });
  const other = await open(shouting());
  const having = await other.server.json("GET", "/api/v2/instance");
  expect(having).toMatchObject({ configuration: { translation: { enabled: true } } });
});

test("GET /api/v1/instance/translation_languages says what is translated into what", async () => {
  const { server } = await open(shouting());
  const path = "/api/v1/instance/translation_languages";
  expect(await server.json("GET", path)).toEqual({ de: ["en", "fr"], und: ["en"] });
  expect(await (await open(undefined)).server.json("GET", path)).toEqual({});
});
