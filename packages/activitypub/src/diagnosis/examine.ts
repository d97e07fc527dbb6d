import { canonicalHost, isSameHandle, readHandle, writeHandle } from "../discovery/handle.ts";
import type { Handle } from "../discovery/handle.ts";
import { createHandleResolver } from "../discovery/resolve-handle.ts";
import type { Finger } from "../discovery/resolve-handle.ts";
import type { FetchReason } from "../fetching/documents.ts";
import type { Actor } from "../objects/actor.ts";
import type { Href } from "../objects/reference.ts";
import { isHref } from "../objects/wire.ts";
import type { Verdict } from "../verdict.ts";
import { examineActor } from "./actor-checks.ts";
import type { ActorNeeds } from "./actor-checks.ts";
import { fail, pass } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { examineHost } from "./host-checks.ts";
import type { HostNeeds } from "./host-checks.ts";

/** What it takes to find out why two servers do not talk. */
export interface ExamineNeeds extends HostNeeds, ActorNeeds {}

/**
 * Finds out why a server cannot be spoken to. Given a host, it looks at the host; given a handle or the address of an
 * actor, at both. It changes nothing anywhere, and looks at our own server with a stranger's eyes, too.
 *
 * @param target `host`, `@user@host`, or the address of an actor
 */
export type Examine = (target: string) => Promise<readonly Finding[]>;

/** Builds the examination of other servers. */
export function createExamine(needs: ExamineNeeds): Examine {
  return async (text) => {
    const target = readTarget(text.trim());
    if (target === undefined) {
      return [fail("target", `${text} is no host, no @user@host and no address of an actor`)];
    }
    const onHost = await examineOrigins(target.origins, needs);
    const isUp = onHost.findings.some(({ check, result }) => check === "https" && result === "pass");
    if (!isUp) return onHost.findings;
    return [...onHost.findings, ...(await examineWho(target, needs))];
  };
}

interface Target {
  /** Where to ask, the likeliest first. */
  readonly origins: readonly string[];
  readonly handle?: Handle;
  readonly actor?: Href;
}

function readTarget(text: string): Target | undefined {
  if (isHref(text)) {
    const { origin, pathname, search } = new URL(text);
    return pathname + search === "/" ? { origins: [origin] } : { origins: [origin], actor: text };
  }
  const handle = readHandle(text);
  const host = handle?.host ?? canonicalHost(text);
  if (host === undefined || (handle === undefined && !/[.:]|^localhost$/.test(host))) return undefined;
  return { origins: [`https://${host}`, `http://${host}`], ...(handle && { handle }) };
}

/** Plain http is tried where private addresses may be spoken to at all, as on a computer of one's own. */
async function examineOrigins(
  [first = "", ...others]: readonly string[],
  needs: ExamineNeeds,
): Promise<{ readonly findings: readonly Finding[] }> {
  const findings = await examineHost(first, needs);
  const isDeaf = findings.some(({ check, result }) => check === "https" && result === "fail");
  const [other] = needs.allowedPrivateAddresses.length > 0 ? others : [];
  return isDeaf && other !== undefined ? { findings: await examineHost(other, needs) } : { findings };
}

async function examineWho(
  { handle, actor: address }: Target,
  needs: ExamineNeeds,
): Promise<readonly Finding[]> {
  if (handle !== undefined) {
    const finger = await fingerOf(handle, needs);
    if (!finger.ok) return [fingerFailed(handle, finger.reason)];
    const { findings, actor } = await examineActor(finger.value.actor, needs);
    return [fingerFound(handle, finger.value, actor), ...findings];
  }
  if (address === undefined) return [];
  const { findings, actor } = await examineActor(address, needs);
  if (actor === undefined) return findings;
  const named = readHandle(actor.webfinger ?? `${actor.preferredUsername}@${new URL(address).host}`);
  if (named === undefined)
    return [...findings, fail("webfinger", `${address} has no name that can be a handle`)];
  const back = await fingerOf(named, needs);
  return [...findings, back.ok ? fingerFound(named, back.value, actor) : fingerFailed(named, back.reason)];
}

function fingerOf(handle: Handle, needs: ExamineNeeds): Promise<Verdict<Finger, FetchReason>> {
  const schemes =
    needs.allowedPrivateAddresses.length > 0 ? (["https", "http"] as const) : (["https"] as const);
  return createHandleResolver({ client: needs.client, isLocal: () => false, schemes })(handle);
}

const reasons: Readonly<Record<FetchReason, string>> = {
  "refused-address": "it leads to an address that is never spoken to",
  unreachable: "it does not answer; the proxy there may not hand on /.well-known/webfinger",
  "not-found": "nobody of that name is known there, or /.well-known/webfinger is not handed on",
  gone: "the account was deleted",
  "not-activitypub": "what it answers is no WebFinger",
  "too-large": "its answer is too large",
  "wrong-id": "the host that it names as the subject names yet another one",
  malformed: "its answer needs the type application/jrd+json, a subject, and a self link to an actor",
};

function fingerFailed(handle: Handle, reason: FetchReason): Finding {
  return fail("webfinger", `${writeHandle(handle)}: ${reasons[reason]}`);
}

function fingerFound(asked: Handle, { handle, actor: id }: Finger, actor: Actor | undefined): Finding {
  if (actor !== undefined && actor.id !== id) {
    return fail(
      "webfinger",
      `${writeHandle(asked)} is ${id} there, and not ${actor.id}: whoever asks believes neither`,
    );
  }
  const subject = writeHandle(handle);
  return isSameHandle(asked, handle)
    ? pass("webfinger", `${subject} is ${id}`)
    : pass("webfinger", `${writeHandle(asked)} is called ${subject}, and is ${id}`);
}
