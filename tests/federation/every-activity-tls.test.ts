import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { adminProgram, environmentFor, run, serverProgram, until } from "../support/server.ts";
import { createAuthority, openTlsProxy } from "../support/tls.ts";
import { tellEveryActivity } from "./every-activity.ts";
import type { Place } from "./every-activity-scene.ts";

// Whoever asks from here, as an app does, trusts the authority too.
const authority = createAuthority();
setDefaultCACertificates([...getCACertificates("default"), authority.cert]);

/** A server in a process of its own, behind a proxy with a certificate that it and its peer trust by a setting alone. */
async function openPlace(): Promise<Place> {
  const proxy = await openTlsProxy(authority.issue());
  const domain = `localhost:${proxy.port}`;
  const { environment: common, folder } = await environmentFor({
    LOCAL_DOMAIN: domain,
    LOCAL_HTTPS: "true",
    TRUSTED_PROXY_IP: "127.0.0.1",
    DRAIN_SECONDS: "0",
  });
  const trusted = join(folder, "authority.pem");
  await writeFile(trusted, authority.cert);
  const environment = { ...common, NODE_EXTRA_CA_CERTS: trusted };
  proxy.passTo(Number(common["PORT"]));
  const server = run(serverProgram, [], { env: environment });
  const origin = `https://${domain}`;
  await until(`${origin} answers`, () => answers(`${origin}/readyz`), 60_000);
  async function admin(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await run(adminProgram, args, { env: environment }).ended;
    if (code !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
    return stdout;
  }
  return {
    origin,
    domain,
    admin,
    async person(name) {
      const email = `${name}@mail.example`;
      await admin("accounts", "create", name, "--email", email, "--confirmed", "--role", "user");
      return (await admin("tokens", "create", name, "--scopes", "read write follow push")).trim();
    },
    async stop() {
      server.child.kill("SIGTERM");
      await server.ended;
      await proxy.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<true | undefined> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok ? true : undefined;
}

tellEveryActivity(() => Promise.all([openPlace(), openPlace()]));
