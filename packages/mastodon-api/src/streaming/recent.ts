import type { AccountId, StatusId } from "@trunkline/social";
import type { Traits } from "./channels.ts";

interface Sent {
  traits: Traits | undefined;
  readonly homes: Set<AccountId>;
}

/** How many statuses are remembered. */
const most = 10_000;

/**
 * Remembers where statuses were sent, so that their deletion goes to the same places: once a status is
 * gone, nobody can say any more who was allowed to see it.
 */
export class RecentStatuses {
  readonly #sent = new Map<StatusId, Sent>();

  #of(status: StatusId): Sent {
    const standing = this.#sent.get(status);
    if (standing !== undefined) return standing;
    const oldest = this.#sent.size >= most ? this.#sent.keys().next().value : undefined;
    if (oldest !== undefined) this.#sent.delete(oldest);
    const fresh: Sent = { traits: undefined, homes: new Set() };
    this.#sent.set(status, fresh);
    return fresh;
  }

  wasPublic(status: StatusId, traits: Traits): void {
    this.#of(status).traits = traits;
  }

  wentHome(status: StatusId, viewer: AccountId): void {
    this.#of(status).homes.add(viewer);
  }

  traits(status: StatusId): Traits | undefined {
    return this.#sent.get(status)?.traits;
  }

  isHome(status: StatusId, viewer: AccountId): boolean {
    return this.#sent.get(status)?.homes.has(viewer) ?? false;
  }

  forget(status: StatusId): void {
    this.#sent.delete(status);
  }
}
