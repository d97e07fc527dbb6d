import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, at, listAt, textAt, until } from "../client.ts";
import type { Client } from "../client.ts";
import type { History, Written } from "./history.ts";
import type { Site, World } from "./world.ts";

/** Makes both servers know each other's people, who follow each other. Resolves once both follow. */
export async function befriend({ killed, healthy }: World): Promise<void> {
  for (const [one, other] of [
    [killed, healthy],
    [healthy, killed],
  ] as const) {
    const handle = `${other.people[0]}@${other.domain}`;
    await follow(one.poster, handle, true);
    const id = await accountId(one.poster, handle);
    await until(`${handle} is followed`, async () => {
      const relation = await one.poster.get(`/api/v1/accounts/relationships?id[]=${id}`);
      return at(relation, 0, "following") === true || undefined;
    });
    await accountId(one.fickle, `${other.people[1]}@${other.domain}`);
  }
}

/** One round: everybody posts, edits, deletes, follows or unfollows, and marks what the other wrote before. */
export async function doWork(world: World, history: History, before: History | undefined): Promise<void> {
  const { killed, healthy } = world;
  await Promise.all(
    [
      { site: killed, other: healthy, name: "a" as const },
      { site: healthy, other: killed, name: "b" as const },
    ].flatMap(({ site, other, name }) => [
      keep({ site, name, history }),
      sing({ site, name, history }),
      edit({ site, name, history }),
      remove({ site, name, history }),
      mark({ site, name, history }, before),
      toggle({ site, name, history }, `${other.people[1]}@${other.domain}`),
    ]),
  );
}

interface Doer {
  readonly site: Site;
  readonly name: "a" | "b";
  readonly history: History;
}

async function keep({ site, name, history }: Doer): Promise<void> {
  history.written.push(await post({ site, name, history }, "keep"));
}

/** Posts a sound, as soon as the server has made one of what was sent. */
async function sing(doer: Doer): Promise<void> {
  const { poster } = doer.site;
  const form = new FormData();
  form.set("file", new Blob([silence()]), "silence.wav");
  const id = textAt(await insist(doer, () => poster.upload("/api/v2/media", form)), "id");
  const isMade = async (): Promise<true | undefined> => {
    const made = await poster.get(`/api/v1/media/${id}`).catch(goneForNow);
    return typeof at(made, "url") === "string" || undefined;
  };
  await until("the sound is made", isMade, { within: 150_000 });
  const written = await post(doer, "song", { "media_ids[]": id });
  doer.history.written.push({ ...written, sounds: true });
}

function goneForNow(error: unknown): undefined {
  if (error instanceof ApiError && error.status < 500) throw error;
  return undefined;
}

/** How far ahead posts are scheduled, in milliseconds: more than the five minutes that a clock may be wrong, and those asked for. */
export const ahead = 660_000;

/** Posts that are to be published later, by both posters. */
export async function schedule({ killed, healthy }: World, history: History, now: Date): Promise<void> {
  const at = { scheduled_at: new Date(now.getTime() + ahead).toISOString() };
  for (const doer of [
    { site: killed, name: "a", history },
    { site: healthy, name: "b", history },
  ] as const)
    for (const kind of ["soon", "later"]) history.written.push(await post(doer, kind, at));
}

/** A WAV of a tenth of a second, in which nothing is heard. */
function silence(): Uint8Array<ArrayBuffer> {
  const samples = 800;
  const bytes = Buffer.alloc(44 + samples);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + samples, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt32LE(8000, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(samples, 40);
  bytes.fill(128, 44);
  return Uint8Array.from(bytes);
}

async function edit(doer: Doer): Promise<void> {
  const written = await post(doer, "edit");
  const text = `${written.text ?? ""} changed`;
  await insist(doer, () => doer.site.poster.put(`/api/v1/statuses/${written.id}`, { status: text }));
  doer.history.written.push({ ...written, text });
}

async function remove(doer: Doer): Promise<void> {
  const written = await post(doer, "gone");
  await insist(doer, () => doer.site.poster.delete(`/api/v1/statuses/${written.id}`), [404]);
  doer.history.written.push({ ...written, text: undefined });
}

/** Favourites and boosts what the other server's poster kept in the run before. */
async function mark(doer: Doer, before: History | undefined): Promise<void> {
  const wanted = before?.written.find(({ by, text }) => by !== doer.name && text?.endsWith("keep"));
  if (wanted?.text === undefined) return;
  const { poster } = doer.site;
  const here = await insist(doer, () => idOf(poster, wanted.text ?? ""));
  doer.history.acknowledged -= 1; // that was a question
  await insist(doer, () => poster.post(`/api/v1/statuses/${here}/favourite`));
  await insist(doer, () => poster.post(`/api/v1/statuses/${here}/reblog`));
  doer.history.marked.push({ by: doer.name, id: wanted.id, text: wanted.text });
}

async function toggle(doer: Doer, handle: string): Promise<void> {
  const isWanted = !doer.history.follows[doer.name];
  await insist(doer, () => follow(doer.site.fickle, handle, isWanted));
  doer.history.follows[doer.name] = isWanted;
}

async function follow(client: Client, handle: string, isWanted: boolean): Promise<void> {
  const id = await accountId(client, handle);
  await client.post(`/api/v1/accounts/${id}/${isWanted ? "follow" : "unfollow"}`);
}

export async function accountId(client: Client, handle: string): Promise<string> {
  const query = new URLSearchParams({ q: `@${handle}`, resolve: "true", type: "accounts" });
  return textAt(await client.get(`/api/v2/search?${query.toString()}`), "accounts", 0, "id");
}

/** The id that a status with this text has in somebody's home timeline. */
async function idOf(client: Client, text: string): Promise<string> {
  const home = listAt(await client.get("/api/v1/timelines/home?limit=40"));
  return textAt(
    home.find((status) => plainText(status) === text && at(status, "reblog") === null),
    "id",
  );
}

export function plainText(status: unknown): string {
  return textAt(status, "content").replaceAll(/<[^>]*>/g, "");
}

async function post(doer: Doer, kind: string, more: Readonly<Record<string, string>> = {}): Promise<Written> {
  const { site, name, history } = doer;
  const text = `run ${history.run} ${name} ${kind}`;
  const headers = { "idempotency-key": randomUUID() };
  const made = await insist(doer, () =>
    site.poster.post("/api/v1/statuses", { status: text, ...more }, headers),
  );
  return { key: text, by: name, id: textAt(made, "id"), text };
}

/** Asks again until it is acknowledged, as a client does whose server goes away. */
async function insist<Answer>(
  { history }: Doer,
  ask: () => Promise<Answer>,
  fine: readonly number[] = [],
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await ask();
      history.acknowledged += 1;
      return answer;
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 503;
      // What had no answer the first time may have been done by then.
      if (tries > 1 && fine.includes(status)) {
        history.acknowledged += 1;
        return undefined as Answer; // nobody looks at what a deletion answers
      }
      // A fault of the server itself, and not of what it stands on, does not pass.
      if (status < 500 || tries > (status === 500 ? 40 : 1500)) throw error;
      await sleep(40);
    }
  }
}
