import { mkdir, rename, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Mailer } from "@trunkline/social";
import { createTransport } from "nodemailer";
import type { SendMailOptions } from "nodemailer";
import type { MailConfig, SmtpConfig } from "../config/mail.ts";
import { wordsOf } from "./words.ts";
import type { LetterScene } from "./words.ts";

type Verdict = Awaited<ReturnType<Mailer["send"]>>;

/** A letter as text on its way out. */
type Carry = (letter: SendMailOptions & { readonly id: string }) => Promise<Verdict>;

/** Writes letters, and sends them by SMTP or puts them into a folder. */
export function createMailer(config: MailConfig, scene: LetterScene): Mailer {
  const carry = config.kind === "smtp" ? bySmtp(config) : intoFolder(config.folder);
  const { hostname } = new URL(scene.origin);
  return {
    async send(letter) {
      const { subject, text } = wordsOf(letter, scene);
      return carry({
        id: letter.id,
        from: { name: scene.title, address: config.from },
        to: { name: "", address: letter.address },
        subject,
        text,
        date: letter.at,
        // The same for a letter that is sent again, so that whoever gets two sees one.
        messageId: `<${letter.id}@${hostname}>`,
        headers: { "Auto-Submitted": "auto-generated" },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
  };
}

/** No mail server is waited for longer, however it goes on. */
const longestMilliseconds = 45_000;
const stepMilliseconds = 10_000;

function bySmtp({ host, port, login, password, name, tls, caFile }: SmtpConfig): Carry {
  const transport = createTransport({
    host,
    port,
    ...(name === undefined ? {} : { name }),
    ...(login === undefined ? {} : { auth: { user: login, pass: password?.reveal() ?? "" } }),
    secure: tls === "always",
    requireTLS: tls === "required",
    ignoreTLS: tls === "never",
    tls: { minVersion: "TLSv1.2", ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }) },
    connectionTimeout: stepMilliseconds,
    greetingTimeout: stepMilliseconds,
    socketTimeout: stepMilliseconds,
  });
  return async ({ id: _, ...letter }) => {
    const giveUp = new AbortController();
    const tooLate = sleep(longestMilliseconds, undefined, { signal: giveUp.signal, ref: false }).then(() => {
      throw new Error("The mail server took too long.");
    });
    try {
      await Promise.race([transport.sendMail(letter), tooLate]);
      return { ok: true };
    } catch (error) {
      return verdictOn(error);
    } finally {
      giveUp.abort();
      tooLate.catch(() => undefined); // nobody waits for it any more
    }
  };
}

/** What the mail server said of the letter or its reader is final when it says so; all else may go better later. */
function verdictOn(error: unknown): Verdict {
  const { code, responseCode } = factsOf(error);
  const isAboutLetter = code === "EENVELOPE" || code === "EMESSAGE";
  const reason = isAboutLetter && (responseCode ?? 0) >= 500 ? "refused" : "later";
  const said = responseCode === undefined ? "" : ` ${responseCode}`;
  return { ok: false, reason, says: `The mail server did not take it (${code ?? "no answer"}${said}).` };
}

function factsOf(error: unknown): { readonly code?: string; readonly responseCode?: number } {
  if (typeof error !== "object" || error === null) return {};
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const number =
    "responseCode" in error && typeof error.responseCode === "number"
      ? { responseCode: error.responseCode }
      : {};
  return { ...code, ...number };
}

/** For a server that sends nothing yet: whoever looks after it reads the letters there. */
function intoFolder(folder: string): Carry {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async ({ id, ...letter }) => {
    const { message } = await transport.sendMail(letter);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `.${id}.part`);
    await writeFile(draft, Buffer.isBuffer(message) ? message : "", { mode: 0o600, flush: true });
    await rename(draft, join(folder, `${id}.eml`));
    return { ok: true };
  };
}
