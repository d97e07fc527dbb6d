import { until } from "../client.ts";
import type { Player } from "./town.ts";

/** Something done by one, and what the other sees of it. */
export interface SceneParts<Done, Seen> {
  readonly by: Player;
  readonly says: string;
  /** What goes over the wire. */
  readonly wire: string;
  readonly act: () => Promise<Done>;
  readonly seen: string;
  /** What the other sees; `undefined` as long as it sees nothing. */
  readonly see: (done: Done) => Promise<Seen | undefined>;
}

const column = 50;
const middle = 22;

/** Prints the heads of two columns, one for each server, and returns what plays a scene between them. */
export function openStage(
  [left, right]: readonly [Player, Player],
  signal: AbortSignal,
): <Done, Seen>(parts: SceneParts<Done, Seen>) => Promise<Seen> {
  const began = Date.now();
  const head = ({ name, domain }: Player) => `@${name}@${domain}`;
  console.log(`\n           ${head(left).padEnd(column)}${" ".repeat(middle)}${head(right)}`);
  console.log(`           ${"─".repeat(column - 2)}  ${" ".repeat(middle)}${"─".repeat(column - 6)}`);
  return async ({ by, says, wire, act, seen, see }) => {
    signal.throwIfAborted();
    const started = Date.now();
    const done = await act();
    const result = await until(`${by.name} ${says}, and the other ${seen}`, async () => {
      signal.throwIfAborted();
      return see(done);
    });
    const time = `${((started - began) / 1000).toFixed(2).padStart(6)} s   `;
    const took = `${seen} (${Date.now() - started} ms)`;
    const isLeft = by === left;
    const texts = isLeft ? [says, arrow(wire, "▶"), took] : [took, arrow(wire, "◀"), says];
    console.log(`${time}${(texts[0] ?? "").padEnd(column)}${texts[1] ?? ""}${texts[2] ?? ""}`);
    return result;
  };
}

function arrow(wire: string, point: "▶" | "◀"): string {
  const line = ` ${wire} `;
  const dashes = middle - 4 - line.length;
  const [before, after] = ["─".repeat(Math.floor(dashes / 2)), "─".repeat(Math.ceil(dashes / 2))];
  return point === "▶" ? `${before}${line}${after}▶   ` : `◀${before}${line}${after}   `;
}
