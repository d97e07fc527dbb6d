import type { Href } from "../objects/reference.ts";
import { isJsonObject } from "../objects/wire.ts";
import type { Exchange } from "./sim-network.ts";
import type { World } from "./world.ts";

/** Which exchanges are meant; what is left out may be anything. */
export interface ExchangePattern {
  /** Hosts. */
  readonly from?: string;
  readonly to?: string;
  readonly type?: string;
  readonly actor?: Href;
  /** The object's address, whether it stands alone or in the object. */
  readonly object?: Href;
  /** 202 by default: only what was accepted. */
  readonly answer?: Exchange["answer"] | "any";
}

/** The exchanges that fit a pattern, oldest first. */
export function received(world: Pick<World, "exchanges">, pattern: ExchangePattern): readonly Exchange[] {
  return world.exchanges.filter((exchange) => fits(exchange, pattern));
}

/** Throws, with a list of what there was instead, unless the pattern fits as often as it should: at least once by default. */
export function assertReceived(
  world: Pick<World, "exchanges" | "seed">,
  pattern: ExchangePattern,
  times?: number,
): void {
  const count = received(world, pattern).length;
  if (times === undefined ? count > 0 : count === times) return;
  const wanted = `${JSON.stringify(pattern)} ${times === undefined ? "at least once" : `${times} times`}`;
  const heard = world.exchanges.slice(-20).map(describe).join("\n");
  throw new Error(`Expected ${wanted}, found it ${count} times (seed ${world.seed}). Heard last:\n${heard}`);
}

/** Runs once for each seed. A run that fails says with which one, so that it can be run again alone. */
export async function forSeeds(
  seeds: readonly (number | string)[],
  run: (seed: number | string) => Promise<void>,
): Promise<void> {
  for (const seed of seeds) {
    try {
      await run(seed);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`With seed ${seed}: ${why}`, { cause });
    }
  }
}

function fits({ from, to, activity, answer }: Exchange, pattern: ExchangePattern): boolean {
  const wanted = pattern.answer ?? 202;
  const object = isJsonObject(activity["object"]) ? activity["object"]["id"] : activity["object"];
  return (
    same(pattern.from, from) &&
    same(pattern.to, to) &&
    same(pattern.type, activity["type"]) &&
    same(pattern.actor, activity["actor"]) &&
    same(pattern.object, object) &&
    (wanted === "any" || wanted === answer)
  );
}

function same(wanted: unknown, found: unknown): boolean {
  return wanted === undefined || wanted === found;
}

function describe({ at, from, to, activity, answer }: Exchange): string {
  return `  ${at.toISOString()} ${from} -> ${to}: ${String(activity["type"])} ${String(activity["id"])}, answered ${answer}`;
}
