import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { type Described, faultsByDocument } from "./described.ts";
import { startRecorder } from "./recorder.ts";
import type { Exchange } from "./recorder.ts";
import { adminProgram, environmentFor, freePort, run, serverProgram, until } from "./server.ts";

/** Somebody with an account on the server, made by its operator. */
export interface Owner {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A server in a process of its own, reached through a proxy that keeps every reply. */
export interface ClientWorld {
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
  person(name: string): Promise<Owner>;
  /** Signs in as a browser would, lets the app in, and answers the code that the page shows. */
  consent(address: string, owner: Owner): Promise<string>;
  /** Fails unless every reply so far is as the server's own document describes it. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

export async function openClientWorld(): Promise<ClientWorld> {
  const [port, behind] = [await freePort(), await freePort()];
  const extra = { PORT: String(behind), LOCAL_DOMAIN: `localhost:${port}` };
  const { environment, folder } = await environmentFor(extra);
  const origin = `http://localhost:${port}`;
  const recorder = await startRecorder(port, behind);
  const server = run(serverProgram, [], { env: environment });
  const answers = async (): Promise<true | undefined> => {
    if (server.child.exitCode !== null) throw new Error(server.output().stderr);
    return (await fetch(`${origin}/api/v2/instance`).catch(() => undefined))?.ok === true ? true : undefined;
  };
  await until("the server answers", answers, 60_000);
  return {
    origin,
    exchanges: recorder.exchanges,

    async person(name) {
      const [email, password] = [`${name}@mail.example`, `${name} has a long password`];
      const args = ["accounts", "create", name, "--email", email, "--confirmed", "--password-stdin"];
      const made = await run(adminProgram, args, { env: environment, input: `${password}\n` }).ended;
      assert.equal(made.code, 0, made.stderr);
      return { name, email, password };
    },

    consent: (address, owner) => consent(new URL(address), owner),

    async check() {
      const answer = await fetch(`${origin}/api/openapi.json`);
      const document = (await answer.json()) as Described; // a test of its own looks at its form
      const told = recorder.exchanges.filter(({ path }) => !path.startsWith("/api/openapi.json"));
      assert.deepEqual(faultsByDocument(document, told), []);
    },

    async stop() {
      server.child.kill("SIGTERM");
      await server.ended;
      await recorder.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As much of a browser as consent needs. */
function openBrowser(origin: string) {
  const cookies = new Map<string, string>();
  return async (path: string, form?: Readonly<Record<string, string>>) => {
    const answer = await fetch(new URL(path, origin), {
      redirect: "manual",
      headers: {
        accept: "text/html",
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(form === undefined ? {} : { origin, "sec-fetch-site": "same-origin" }),
      },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    }
    const text = await answer.text();
    const token = /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? "";
    return { status: answer.status, text, token, location: answer.headers.get("location") ?? "" };
  };
}

async function consent({ origin, pathname, search }: URL, { email, password }: Owner): Promise<string> {
  const browser = openBrowser(origin);
  const { token } = await browser("/auth/sign_in");
  const path = pathname + search;
  const signedIn = await browser("/auth/sign_in", { form_token: token, email, password, next: path });
  assert.equal(signedIn.status, 303, signedIn.text);
  const asked = await browser(path);
  let shown = await browser(path, { form_token: asked.token, decision: "allow" });
  if (shown.status === 303) shown = await browser(shown.location);
  const code = /id="code">([\w-]{20,})</.exec(shown.text)?.[1];
  assert.ok(code, shown.text);
  return code;
}
