import assert from "node:assert/strict";
import type {
  AccountEntity,
  NotificationEntity,
  RelationshipEntity,
  SearchEntity,
  StatusEntity,
} from "@trunkline/mastodon-api/entities";
import { until } from "../support/server.ts";

/** A running server, from outside. */
export interface Place {
  readonly origin: string;
  readonly domain: string;
  /** Makes an account. Resolves to a token for it. */
  person(name: string): Promise<string>;
  /** Runs the admin command. Resolves to what it prints; rejects where it fails. */
  admin(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

type Ask = <Answer = StatusEntity>(
  request: string,
  body?: Readonly<Record<string, unknown>>,
) => Promise<Answer>;

/** Somebody who lives at one of the two places. */
export interface Actor {
  readonly place: Place;
  readonly name: string;
  readonly handle: string;
  readonly ask: Ask;
}

/** What the steps of the story share: Ana is told what Ben does at the other place, and answers. */
export interface Scene {
  readonly ana: Actor;
  readonly ben: Actor;
  /** Ben as Ana's server knows him, and the other way round. */
  readonly benSeen: string;
  readonly anaSeen: string;
}

export async function settler(place: Place, name: string): Promise<Actor> {
  const token = await place.person(name);
  const ask: Ask = async <Answer>(request: string, body?: Readonly<Record<string, unknown>>) => {
    const [method = "GET", path = "/"] = request.split(" ");
    const answer = await fetch(`${place.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Refused(answer.status, `${request}: ${await answer.text()}`);
    return (await answer.json()) as Answer; // the shape is what the path promises; tests/api holds it to that
  };
  return { place, name, handle: `${name}@${place.domain}`, ask };
}

class Refused extends Error {
  readonly status: number;
  constructor(status: number, about: string) {
    super(`${status} for ${about}`);
    this.status = status;
  }
}

export async function seen({ ask }: Actor, other: Actor): Promise<string> {
  const path = `/api/v2/search?resolve=true&type=accounts&q=@${other.handle}`;
  const [found] = (await ask<SearchEntity>(`GET ${path}`)).accounts;
  assert.equal(found?.acct, other.handle);
  return found.id;
}

/** Waits until something is as expected. */
export function holds(what: string, ask: () => Promise<boolean>): Promise<boolean> {
  return until(what, async () => (await ask()) || undefined, 30_000);
}

export async function relation({ ask }: Actor, id: string): Promise<RelationshipEntity> {
  const [found] = await ask<readonly RelationshipEntity[]>(`GET /api/v1/accounts/relationships?id[]=${id}`);
  if (found === undefined) throw new Error(`Account ${id} is not known.`);
  return found;
}

/** A status of another server as somebody's home timeline shows it. */
function inHome({ ask }: Actor, uri: string): Promise<StatusEntity> {
  return until(
    `${uri} is in the home timeline`,
    async () => {
      const home = await ask<readonly StatusEntity[]>("GET /api/v1/timelines/home?limit=40");
      return home.find((status) => status.uri === uri);
    },
    30_000,
  );
}

export function isThere({ ask }: Actor, id: string): Promise<boolean> {
  return ask(`GET /api/v1/statuses/${id}`).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refused && error.status === 404) return false;
      throw error;
    },
  );
}

/** The news of a kind about a status. */
export function told(
  { ask }: Actor,
  type: string,
  about: Partial<StatusEntity>,
): Promise<NotificationEntity> {
  return until(
    `news of a ${type}`,
    async () => {
      const all = await ask<readonly NotificationEntity[]>(`GET /api/v1/notifications?types[]=${type}`);
      return all.find(({ status }) => status?.id === about.id || status?.uri === about.uri);
    },
    30_000,
  );
}

/** Ben posts, and Ana has it. */
export async function exchanged(
  { ana, ben }: Scene,
  draft: Readonly<Record<string, unknown>>,
): Promise<{ readonly sent: StatusEntity; readonly got: StatusEntity }> {
  const sent = await ben.ask("POST /api/v1/statuses", draft);
  return { sent, got: await inHome(ana, sent.uri) };
}

/** Waits for somebody who asks to follow Ben. */
export const requested = ({ ben }: Scene): Promise<AccountEntity> =>
  until(
    "the request arrives",
    async () => (await ben.ask<readonly AccountEntity[]>("GET /api/v1/follow_requests"))[0],
    30_000,
  );
