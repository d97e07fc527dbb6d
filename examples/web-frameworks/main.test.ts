import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createDirectory, generateRsaKeyPair } from "@trunkline/activitypub";
import { fakePeer, serveLoopback } from "@trunkline/activitypub/testing";
import { expect, test } from "vitest";

/** Starts the program, and resolves to where it listens. */
async function start(name: string): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const file = fileURLToPath(new URL("serve.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@trunkline/source", file, name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const chunk of child.stdout) return { origin: String(chunk).trim(), stop: () => child.kill() };
  throw new Error(`${name} did not start.`);
}

test.each(["hono", "express", "fastify"])(
  "behind %s an account is found, a signed note is received, and other pages are the framework's",
  async (name) => {
    const { origin, stop } = await start(name);
    const peerHost = await serveLoopback((request) => peer.answer(request));
    const pair = await generateRsaKeyPair();
    const id = `${peerHost.namedOrigin}/users/friend`;
    const publicKeys = [{ id: `${id}#main-key`, pem: pair.publicPem }];
    const { host } = new URL(id);
    const peer = await fakePeer({ host, pair, actor: { id, inbox: `${id}/inbox`, publicKeys } });
    const directory = createDirectory({ allowedPrivateAddresses: ["127.0.0.0/8"] });
    const found = await directory.lookup(`@ana@${new URL(origin).host}`);
    expect(found).toMatchObject({ ok: true, value: { id: `${origin}/users/ana` } });
    const note = { id: `${id}/notes/1`, type: "Note", attributedTo: id, content: "Hello" };
    const create = JSON.stringify({ id: `${note.id}/activity`, type: "Create", actor: id, object: note });
    const inbox = `${origin}/users/ana/inbox`;
    const signed = await fetch(peer.post(inbox, create, new Date()));
    const unsigned = await fetch(inbox, { method: "POST", body: create });
    expect([signed.status, unsigned.status]).toEqual([202, 401]);
    const page = await (await fetch(`${origin}/hello`)).text();
    expect(page.toLowerCase()).toBe(`hello from ${name}`);
    stop();
    await Promise.all([directory.close(), peerHost.close()]);
  },
);
