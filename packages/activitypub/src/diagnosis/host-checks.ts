import type { Answer, Client, ClientReason } from "../fetching/client.ts";
import { classifyAddress, readRanges } from "../fetching/addresses.ts";
import type { Cidr } from "../fetching/addresses.ts";
import { readJsonObject } from "../fetching/documents.ts";
import { literalAddress } from "../fetching/guard.ts";
import type { ResolveName } from "../fetching/guard.ts";
import { isJsonObject } from "../objects/wire.ts";
import type { Policy } from "../ports.ts";
import { fail, pass, warn } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** What it takes to look at a host. */
export interface HostNeeds {
  readonly client: Client;
  readonly resolve: ResolveName;
  readonly allowedPrivateAddresses: readonly Cidr[];
  readonly policy: Policy | undefined;
  readonly now: () => Date;
}

/** Why there was no answer, and what to do about it. */
export const advice: Readonly<Record<ClientReason, string>> = {
  "refused-address":
    "its address is private, or no address that is ever spoken to; name its range in ALLOWED_PRIVATE_ADDRESSES if that is meant",
  unreachable:
    "no connection: nothing listens there, a firewall is in between, or its certificate is not valid for this name",
  "timed-out": "no answer in time; try again, and look at the way there if that lasts",
  "too-large": "the answer is too large to be what was asked for",
  malformed: "the answer is no HTTP, or is encoded in a way that is not understood",
  "too-many-redirects": "it leads from one address to the next; its proxy is set up wrongly",
};

/** Looks at everything that has to do with the host alone. Ends at the first thing that makes the rest pointless. */
export async function examineHost(origin: string, needs: HostNeeds): Promise<readonly Finding[]> {
  const { hostname, host } = new URL(origin);
  const findings = [await lookAtPolicy(host, needs), await lookAtName(hostname, needs)];
  if (findings.some(({ result }) => result === "fail")) return findings;
  const answer = await needs.client.get({
    url: `${origin}/.well-known/nodeinfo`,
    accept: "application/json",
  });
  if (!answer.ok) return [...findings, fail("https", `${host} cannot be asked: ${advice[answer.reason]}`)];
  return [
    ...findings,
    pass("https", `${host} answers`),
    lookAtClock(answer.value, needs.now()),
    await lookAtSoftware(answer.value, needs),
  ];
}

async function lookAtPolicy(host: string, { policy }: HostNeeds): Promise<Finding> {
  const mayDeliver = (await policy?.mayDeliver(host)) ?? true;
  const mayFetch = (await policy?.mayFetch(`https://${host}/`)) ?? true;
  if (mayDeliver && mayFetch) return pass("policy", `${host} is not blocked here`);
  return fail(
    "policy",
    `${host} is blocked here, or not among the domains that are allowed; see trunkline domains list`,
  );
}

async function lookAtName(hostname: string, needs: HostNeeds): Promise<Finding> {
  const ranges = readRanges(needs.allowedPrivateAddresses);
  try {
    const literal = literalAddress(hostname);
    const found = literal === undefined ? await needs.resolve(hostname) : [{ address: literal }];
    const addresses = found.map(({ address }) => address);
    const refused = addresses.filter((address) => classifyAddress(address, ranges) === "refused");
    if (refused.length === 0) return pass("dns", `${hostname} is ${addresses.join(", ")}`);
    return fail("dns", `${hostname} is ${refused.join(", ")}: ${advice["refused-address"]}`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return fail(
      "dns",
      `${hostname} has no address (${code}); look at its spelling, and at this server's resolver`,
    );
  }
}

const TOLERABLE_SECONDS = 60;
const HOUR_SECONDS = 3600;

function lookAtClock({ headers }: Answer, now: Date): Finding {
  const there = Date.parse(headers["date"] ?? "");
  if (Number.isNaN(there)) return warn("clock", "it does not say what time it has");
  const apart = Math.round((there - now.getTime()) / 1000);
  const says = `its clock is ${Math.abs(apart)} seconds ${apart < 0 ? "behind" : "ahead of"} ours`;
  if (Math.abs(apart) <= TOLERABLE_SECONDS) return pass("clock", says);
  const advised = `${says}; let both keep time by NTP`;
  return Math.abs(apart) < HOUR_SECONDS
    ? warn("clock", advised)
    : fail("clock", `${advised}: signatures count for an hour`);
}

async function lookAtSoftware({ status, body }: Answer, { client }: HostNeeds): Promise<Finding> {
  const links = status === 200 ? readJsonObject(body)?.["links"] : undefined;
  const all: readonly unknown[] = Array.isArray(links) ? links : [];
  const schemas = all.filter(isJsonObject).filter(({ rel }) => String(rel).includes("nodeinfo"));
  const href = schemas.at(-1)?.["href"];
  if (typeof href !== "string") return warn("software", "it does not say what it runs (no NodeInfo)");
  const answer = await client.get({ url: href, accept: "application/json" });
  const node = answer.ok && answer.value.status === 200 ? readJsonObject(answer.value.body) : undefined;
  const software = node?.["software"];
  if (!isJsonObject(software)) return warn("software", `its NodeInfo cannot be read (${href})`);
  return pass("software", `it runs ${String(software["name"])} ${String(software["version"])}`);
}
