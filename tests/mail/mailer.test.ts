import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMailer } from "../../packages/server/src/mail/mailer.ts";
import { toId } from "@trunkline/social";
import type { OutgoingLetter } from "@trunkline/social";
import { afterEach, expect, test } from "vitest";
import { openMailServer, plain } from "../support/mail.ts";
import type { MailServer } from "../support/mail.ts";

const scene = { origin: "https://here.example", title: "Here\r\nBcc: eve@mail.example" };
const from = "notifications@here.example";
const letter: OutgoingLetter = {
  id: toId("7"),
  kind: "confirm-address",
  address: "ana@mail.example",
  user: undefined,
  locale: "en",
  details: { username: "ana" },
  at: new Date("2026-03-01T12:00:00Z"),
  secret: "a-secret",
};
const open: MailServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function smtp(
  options: Parameters<typeof openMailServer>[0] = {},
  tls: "never" | "possible" | "required" = "never",
) {
  const server = await openMailServer(options);
  open.push(server);
  const mailer = createMailer(
    {
      kind: "smtp",
      from,
      host: "127.0.0.1",
      port: server.port,
      login: undefined,
      password: undefined,
      name: undefined,
      tls,
      caFile: undefined,
    },
    scene,
  );
  return { server, mailer };
}

test("a letter goes out by SMTP, its link under the configured origin, and no name adds a header (S-105)", async () => {
  const { server, mailer } = await smtp();
  expect(await mailer.send(letter)).toEqual({ ok: true });
  expect(server.received).toMatchObject([{ from, to: ["ana@mail.example"] }]);
  const text = server.received[0]?.text ?? "";
  expect(text).toContain("https://here.example/auth/confirmation?confirmation_token=a-secret");
  expect(text).toContain("Message-ID: <7@here.example>");
  expect(server.received[0]?.raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/m);
});

test("a reader whom the mail server does not know is refused for good, and an answer of 4xx is not", async () => {
  const reject = (responseCode: number) => ({
    onRcptTo: (_: unknown, __: unknown, callback: (error?: Error) => void) =>
      callback(Object.assign(new Error("no"), { responseCode })),
  });
  const refused = await smtp(reject(550));
  expect(await refused.mailer.send(letter)).toMatchObject({ ok: false, reason: "refused" });
  const busy = await smtp(reject(450));
  expect(await busy.mailer.send(letter)).toMatchObject({ ok: false, reason: "later" });
});

test("a mail server that is not there, or offers no TLS where that is asked for, gets the letter later", async () => {
  const { server, mailer } = await smtp({}, "required");
  expect(await mailer.send(letter)).toMatchObject({ ok: false, reason: "later" });
  expect(server.received).toEqual([]);
  const gone = await smtp();
  await gone.server.close();
  open.pop();
  const verdict = await gone.mailer.send(letter);
  expect(verdict).toMatchObject({ ok: false, reason: "later" });
  expect(JSON.stringify(verdict)).not.toContain("ana@mail.example");
});

test("a certificate that nobody vouches for is not believed (S-177)", async () => {
  const { server, mailer } = await smtp({ hideSTARTTLS: false }, "required");
  expect(await mailer.send(letter)).toMatchObject({ ok: false, reason: "later" });
  expect(server.received).toEqual([]);
});

test("without a mail server a letter is a file that its owner alone reads, the same when it is sent again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "trunkline-mail-"));
  const mailer = createMailer({ kind: "folder", folder: join(folder, "mail"), from }, scene);
  expect([await mailer.send(letter), await mailer.send(letter)]).toEqual([{ ok: true }, { ok: true }]);
  expect(await readdir(join(folder, "mail"))).toEqual(["7.eml"]);
  const path = join(folder, "mail", "7.eml");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(plain(await readFile(path, "utf8"))).toContain("confirmation_token=a-secret");
  await rm(folder, { recursive: true });
});
