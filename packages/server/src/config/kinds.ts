import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { createSecret } from "./secret.ts";
import type { Secret } from "./secret.ts";

// The kinds of values that settings have. All are text in the environment; each says in words what it wants.

export const text: z.ZodString = z.string().trim().min(1, "must not be empty");

export function wholeNumber(from: number, to: number): z.ZodType<number, string> {
  const says = `must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, says)
    .transform(Number)
    .refine((value) => value >= from && value <= to, says);
}

export const yesOrNo: z.ZodType<boolean, string> = z
  .enum(["true", "false"], "must be true or false")
  .transform((value) => value === "true");

export function oneOf<const Choice extends string>(...choices: readonly Choice[]): z.ZodType<Choice, string> {
  const says = `must be one of ${choices.join(", ")}`;
  return z.string().transform((given, context) => {
    const choice = choices.find((each) => each === given);
    if (choice !== undefined) return choice;
    context.addIssue({ code: "custom", message: says });
    return z.NEVER;
  });
}

/** What one process of a server may do. */
export const roles = ["web", "streaming", "worker", "scheduler"] as const;

export type Role = (typeof roles)[number];

/** `all`, or some of the roles, in the order of `roles`. */
export const roleList: z.ZodType<readonly Role[], string> = z.string().transform((given, context) => {
  const named = list(given);
  const wrong = named.find((each) => each !== "all" && !roles.some((role) => role === each));
  if (wrong === undefined && named.length > 0)
    return roles.filter((role) => named.includes(role) || named.includes("all"));
  context.addIssue({ code: "custom", message: `must be all, or a list of ${roles.join(", ")}` });
  return z.NEVER;
});

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const hostPattern = new RegExp(String.raw`^(?:${label}(?:\.${label})*|\[[0-9a-f:.]+\])(?::\d{1,5})?$`);

/** A host name with an optional port, as it stands in handles and addresses. */
export const domain: z.ZodType<string, string> = z
  .string()
  .trim()
  .toLowerCase()
  .regex(hostPattern, "must be a host name such as social.example, with :port where it needs one")
  .refine((value) => value.length <= 253, "must be at most 253 characters long");

/** Splits at commas and spaces. */
function list(given: string): string[] {
  return given.split(/[\s,]+/).filter((part) => part !== "");
}

/** A host with a path perhaps, as it stands in public addresses. */
export const publicPlace: z.ZodType<string, string> = z
  .string()
  .trim()
  .regex(/^[a-z0-9.-]+(?::\d{1,5})?(?:\/[\w.~-]+)*$/i, "must be a host name such as files.social.example");

export const domains: z.ZodType<readonly string[], string> = z.string().transform((given, context) => {
  return list(given).map((each) => {
    const read = domain.safeParse(each);
    if (read.success) return read.data;
    context.addIssue({ code: "custom", message: `holds "${each}", which is not a host name` });
    return z.NEVER;
  });
});

/** One server of several. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Hosts, each with a port or without; those without have the given one. */
export function hostsAndPorts(port: number): z.ZodType<readonly HostAndPort[], string> {
  return z.string().transform((given, context) => {
    return list(given).map((each) => {
      const url = URL.parse(`redis://${each}`);
      if (url !== null && url.host !== "" && url.host === each)
        return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || port) };
      context.addIssue({
        code: "custom",
        message: `holds "${each}", which is not a host with or without a port`,
      });
      return z.NEVER;
    });
  });
}

/** Single addresses and ranges in CIDR notation, all of them returned as ranges. */
export const ranges: z.ZodType<readonly string[], string> = z.string().transform((given, context) => {
  return list(given).map((each) => {
    const range = asRange(each);
    if (range !== undefined) return range;
    context.addIssue({
      code: "custom",
      message: `holds "${each}", which is not an address range such as 10.0.0.0/8`,
    });
    return z.NEVER;
  });
});

function asRange(given: string): string | undefined {
  const [address = "", prefix, ...rest] = given.split("/");
  const family = isIP(address);
  const bits = family === 6 ? 128 : 32;
  if (family === 0 || rest.length > 0) return undefined;
  if (prefix === undefined) return `${address}/${bits}`;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits ? given : undefined;
}

/** A test of whether an address lies in one of these ranges. */
export function rangeTest(cidrs: readonly string[]): (address: string) => boolean {
  const inside = new BlockList();
  for (const cidr of cidrs) {
    const [address = "", prefix] = cidr.split("/");
    inside.addSubnet(address, Number(prefix), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && inside.check(address, family === 6 ? "ipv6" : "ipv4");
  };
}

export const secret: z.ZodType<Secret, string> = text.transform(createSecret);

const samples = /change.?me|sample|example|default|password|secret.?key|insert|your.?key|^(.)\1*$/i;

/** A secret that this software's safety rests on: long, and nobody's sample. */
export const strongSecret: z.ZodType<Secret, string> = text
  .refine((value) => Buffer.byteLength(value) >= 32, "must be at least 32 bytes long")
  .refine((value) => !samples.test(value), "looks like a sample; make one with `trunkline secrets generate`")
  .transform(createSecret);

/** One key of the ring: a name, and 32 random bytes in base64url. */
const keyPattern = /^[a-z0-9]{1,16}:[A-Za-z0-9_-]{43}=?$/;

export const keyRing: z.ZodType<Secret, string> = text
  .refine(
    (value) => list(value).length > 0 && list(value).every((key) => keyPattern.test(key)),
    "must be keys such as k1:BASE64URL, 32 bytes each, separated by commas; make one with `trunkline secrets generate`",
  )
  .transform(createSecret);

export interface EncryptionKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The keys of a ring; the first one encrypts, all of them decrypt. */
export function readKeyRing(ring: Secret): readonly [EncryptionKey, ...EncryptionKey[]] {
  const [active, ...old] = list(ring.reveal()).map((each) => {
    const [id = "", key = ""] = each.split(":");
    return { id, key: Buffer.from(key, "base64url") };
  });
  if (active === undefined) throw new Error("A ring of encryption keys holds at least one key.");
  return [active, ...old];
}

/** An address of a service, with credentials in it perhaps. */
export function serviceUrl(...protocols: readonly string[]): z.ZodType<Secret, string> {
  const says = `must be an address that begins with ${protocols.map((each) => `${each}//`).join(" or ")}`;
  return text
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), says)
    .transform(createSecret);
}
