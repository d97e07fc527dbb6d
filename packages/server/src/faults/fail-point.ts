import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { isPoint, points } from "./points.ts";
import type { Point } from "./points.ts";

/** What happens at a point: at its nth hit alone, or at every one. */
export interface FailPoint {
  readonly point: Point;
  readonly action: "crash" | "error" | "delay";
  readonly milliseconds: number;
  readonly nth: number | undefined;
}

const form = /^(?<name>[a-z-]+):(?<action>crash|error|delay)(:(?<ms>\d{1,6}))?(@(?<nth>\d{1,9}))?$/;

const defaultDelay = 1000;

/** Reads `name:crash|error|delay[:ms][@nth]`, several separated by commas. Throws one sentence. */
export function readFailPoints(text: string): readonly FailPoint[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map(readOne);
}

function readOne(text: string): FailPoint {
  const { name = "", action, ms, nth } = form.exec(text)?.groups ?? {};
  if (action !== "crash" && action !== "error" && action !== "delay")
    throw new Error(`"${text}" is not of the form name:crash|error|delay[:ms][@nth]`);
  if (!isPoint(name)) throw new Error(`"${name}" is none of ${Object.keys(points).join(", ")}`);
  return {
    point: name,
    action,
    milliseconds: ms === undefined ? defaultDelay : Number(ms),
    nth: nth === undefined ? undefined : Number(nth),
  };
}

/** What an `error` throws: nobody expects it, as with any fault of ours. */
export class InjectedFault extends Error {
  constructor(point: Point) {
    super(`The fail-point ${point} was told to fail here.`);
    this.name = "InjectedFault";
  }
}

/** Tells that work has come to a point; what was asked for there happens before it resolves. */
export type Hit = (point: Point) => Promise<void>;

/** @param asked what is asked for now; hits are counted anew whenever that changes */
export function createHit(asked: () => string): Hit {
  let text = "";
  let armed: readonly FailPoint[] = [];
  const counts = new Map<Point, number>();
  return async (point) => {
    const now = asked();
    if (now !== text) {
      text = now;
      armed = readFailPoints(now);
      counts.clear();
    }
    const count = (counts.get(point) ?? 0) + 1;
    counts.set(point, count);
    const due = armed.find((each) => each.point === point && (each.nth ?? count) === count);
    if (due !== undefined) await happen(due);
  };
}

async function happen({ point, action, milliseconds }: FailPoint): Promise<void> {
  if (action === "delay") return sleep(milliseconds);
  if (action === "error") throw new InjectedFault(point);
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => undefined); // nothing comes after it
}
