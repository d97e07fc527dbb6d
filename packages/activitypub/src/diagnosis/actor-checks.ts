import type { Answer, Client, ClientReason, GetRequest } from "../fetching/client.ts";
import { readJsonObject } from "../fetching/documents.ts";
import { ACTIVITY_ACCEPT, ACTIVITY_TYPE, isActivityType } from "../fetching/media-type.ts";
import { readPublicKey } from "../keys/pem.ts";
import type { Actor } from "../objects/actor.ts";
import type { Href, JsonObject } from "../objects/reference.ts";
import type { Verdict } from "../verdict.ts";
import { advice } from "./host-checks.ts";
import { fail, pass, warn } from "./finding.ts";
import type { CheckName, Finding } from "./finding.ts";

/** Asks for a document. */
export type Ask = (request: Omit<GetRequest, "sign">) => Promise<Verdict<Answer, ClientReason>>;

/** What it takes to look at an actor. */
export interface ActorNeeds {
  readonly client: Client;
  readonly readActor: (json: JsonObject) => Promise<Actor | undefined>;
  /** Asks as this server's own actor, in whichever way the other one understands. */
  readonly askSigned: Ask;
}

/** What was found out about an actor; without the actor where its document cannot be had. */
export interface ActorFindings {
  readonly findings: readonly Finding[];
  readonly actor: Actor | undefined;
}

/** Fetches an actor as others do, first unsigned and then signed, and looks at what it says. */
export async function examineActor(id: Href, needs: ActorNeeds): Promise<ActorFindings> {
  const open = await fetchActor(id, needs, { check: "actor", ask: needs.client.get });
  const signed = await fetchActor(id, needs, { check: "signed request", ask: needs.askSigned });
  const actor = open.actor ?? signed.actor;
  const asked = lookAtSigned(open, signed);
  const first = open.isForSigned && signed.actor !== undefined ? signedOnly() : open.finding;
  if (actor === undefined) return { findings: [first, asked], actor };
  return {
    findings: [
      first,
      asked,
      ...actor.publicKeys.map(lookAtKey),
      ...noKeys(actor),
      await lookAtInbox(actor, needs),
    ],
    actor,
  };
}

interface Fetched {
  readonly finding: Finding;
  readonly actor: Actor | undefined;
  /** Whether it was said that only signed requests are answered. */
  readonly isForSigned: boolean;
}

interface Manner {
  readonly check: CheckName;
  readonly ask: Ask;
}

async function fetchActor(id: Href, needs: ActorNeeds, { check, ask }: Manner): Promise<Fetched> {
  const none = (says: string, isForSigned = false): Fetched => ({
    finding: fail(check, says),
    actor: undefined,
    isForSigned,
  });
  const answer = await ask({ url: id, accept: ACTIVITY_ACCEPT });
  if (!answer.ok) return none(`${id} cannot be asked: ${advice[answer.reason]}`);
  const { status, headers, body } = answer.value;
  if (status === 401) return none(`${id} is for signed requests only`, true);
  if (status !== 200) return none(`${id} answers ${status}: ${meanings[status] ?? "it should be 200"}`);
  if (!isActivityType(headers["content-type"])) {
    return none(
      `${id} comes as ${headers["content-type"] ?? "nothing"}, and not as application/activity+json`,
    );
  }
  const json = readJsonObject(body);
  const actor = json === undefined ? undefined : await needs.readActor(json);
  if (actor === undefined) {
    return none(
      `${id} is no actor that can be read: it needs an id, a type, a preferredUsername and an inbox`,
    );
  }
  if (actor.id !== id) return none(`${id} calls itself ${actor.id}; look for that one`);
  return { finding: pass(check, `${id} is ${actor.preferredUsername}`), actor, isForSigned: false };
}

const meanings: Readonly<Record<number, string>> = {
  403: "this server, or its domain, is blocked there",
  404: "there is nobody of that address, or nobody whom we may see",
  410: "the account was deleted",
  429: "it has been asked too often; try again later",
};

function signedOnly(): Finding {
  return pass("actor", "it answers signed requests only, which ours are");
}

function lookAtSigned(open: Fetched, signed: Fetched): Finding {
  if (signed.actor !== undefined) return pass("signed request", "our signature is accepted");
  if (open.actor === undefined) return signed.finding;
  const why = "it answers without a signature and refuses ours: it blocks us, or cannot fetch our key";
  return fail("signed request", `${why}; look at trunkline federation verify`);
}

function lookAtKey({ id, pem }: Actor["publicKeys"][number]): Finding {
  const key = readPublicKey(pem);
  if (key === undefined)
    return fail("key", `${id} is not used: it is neither RSA of 2048 to 8192 bits nor readable`);
  return pass("key", `${id} is RSA of ${key.asymmetricKeyDetails?.modulusLength ?? 0} bits`);
}

function noKeys({ id, publicKeys }: Actor): readonly Finding[] {
  return publicKeys.length > 0
    ? []
    : [fail("key", `${id} lists no key of its own, so that nothing it signs is believed`)];
}

/** Posts nothing, unsigned: whoever has an inbox there says what is wrong with that. */
async function lookAtInbox({ inbox }: Actor, { client }: ActorNeeds): Promise<Finding> {
  const answer = await client.post({ url: inbox, contentType: ACTIVITY_TYPE, body: "{}" });
  if (!answer.ok) return fail("inbox", `${inbox} cannot be reached: ${advice[answer.reason]}`);
  const { status } = answer.value;
  if (status === 404 || status === 405 || status === 410) {
    return fail(
      "inbox",
      `${inbox} answers ${status}: there is no inbox; its proxy may not hand on POST requests`,
    );
  }
  if (status >= 500) return warn("inbox", `${inbox} answers ${status}: it is not well; deliveries will wait`);
  return pass("inbox", `${inbox} listens`);
}
