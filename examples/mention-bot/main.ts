// A bot that answers whoever mentions it. What it knows, it knows until it is stopped.
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { blankActor, blankNote, createFederation, generateRsaKeyPair } from "@trunkline/activitypub";
import type { Actor, Create, Federation, KnownActor, Note } from "@trunkline/activitypub";
import { memoryPorts } from "@trunkline/activitypub/testing";

const names = {
  software: { name: "mention-bot", version: "1.0.0", repository: "", homepage: "" },
  node: { name: "A bot", description: "Answers mentions.", openRegistrations: false },
};

async function createBot(origin: string, allowedPrivateAddresses: readonly string[]): Promise<Federation> {
  const { host } = new URL(origin);
  const id = `${origin}/users/bot`;
  const { publicPem, privatePem } = await generateRsaKeyPair();
  const publicKeys = [{ id: `${id}#main-key`, pem: publicPem }];
  const face = { type: "Service", preferredUsername: "bot", inbox: `${id}/inbox` } as const;
  const actor: Actor = { ...blankActor, ...face, id, publicKeys };
  const notes: Note[] = [];
  const clock = { now: () => new Date(), pass: () => undefined };
  const self = { actor, handle: `bot@${host}`, aliases: [], profilePage: id, privatePem };
  const memory = memoryPorts({ actors: [self], notes, clock });
  const keep: typeof memory.seen.keep = async (activity) => {
    const news = await memory.seen.keep(activity);
    if (news === "new") answer(activity.body).catch(console.error);
    return news;
  };
  const options = { origin, handleDomain: host, allowedPrivateAddresses, ...names };
  const federation = createFederation({ ...memory, seen: { keep } }, options);

  async function answer(body: string): Promise<void> {
    const read = await federation.read(body);
    if (!read.ok || read.value.type !== "Create" || typeof read.value.object === "string") return;
    const asked = read.value.object;
    if (!asked.tags.some((tag) => tag.type === "Mention" && tag.href === id)) return;
    const author = await federation.fetchActor(asked.attributedTo);
    if (!author.ok) return console.warn("Nobody to answer:", author.reason);
    const own = { id: `${id}/statuses/${notes.length + 1}`, attributedTo: id, published: clock.now() };
    const note: Note = { ...replyTo(asked, author.value), ...own };
    notes.push(note);
    const activityId = `${note.id}/activity`;
    const create: Create = { ...note, type: "Create", id: activityId, actor: id, object: note };
    const letter = { id: note.id, inbox: author.value.actor.inbox, sender: id, activityId };
    memory.enqueue({ ...letter, body: federation.write(create) });
    await federation.deliverDue();
  }
  setInterval(() => void federation.deliverDue().catch(console.error), 30_000).unref();
  return federation;
}

function replyTo({ id: inReplyTo }: Note, { actor, handle }: KnownActor): Omit<Note, "id" | "attributedTo"> {
  const tags = [{ type: "Mention", href: actor.id, name: `@${handle}` }] as const;
  const content = `<p><a href="${encodeURI(actor.id)}" class="mention">@${handle}</a> You called?</p>`;
  return { ...blankNote, to: [actor.id], inReplyTo, tags, content };
}

/** Starts `@bot` behind an origin under which others reach this port. */
export async function startBot(origin: string, port: number, allowed: string[] = []): Promise<Server> {
  const bot = await createBot(origin, allowed);
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "GET", url } = incoming;
    const headers = incoming.headers as Record<string, string>; // only Set-Cookie would be a list
    const body = method === "POST" ? Readable.toWeb(incoming) : null;
    const request = new Request(`${origin}${url}`, { method, headers, body, duplex: "half" });
    const response = await bot.handle(request);
    outgoing.writeHead(response?.status ?? 404, Object.fromEntries(response?.headers ?? []));
    outgoing.end(await response?.text());
  };
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing).catch(console.error));
  return server.on("close", () => void bot.close()).listen(port);
}

const { ORIGIN, PORT = "3000" } = process.env;
if (import.meta.main && ORIGIN !== undefined) await startBot(ORIGIN, Number(PORT));
if (import.meta.main) console.log(ORIGIN === undefined ? "Set ORIGIN: see README.md." : `${ORIGIN} is up.`);
