import type { JsonObject } from "./reference.ts";
import { isJsonObject, readCount, readDate, readList, readText, readWorded } from "./wire.ts";

/** One of a poll's answers. */
export interface PollOption {
  /** Plain text. */
  readonly name: string;
  /** How often it was chosen, where that is told. */
  readonly votes: number | undefined;
}

/** What makes a `Question` more than a note. */
export interface Poll {
  /** Whether a voter may choose several options. */
  readonly multiple: boolean;
  readonly options: readonly PollOption[];
  /** When it ends, or was to end. */
  readonly endTime: Date | undefined;
  /** When it was closed, or `true` where only that it is closed is told. */
  readonly closed: Date | true | undefined;
  /** How many have voted, where that is told. */
  readonly voters: number | undefined;
}

/** S-053. */
const MAX_OPTIONS = 500;
const MAX_OPTION_LENGTH = 2048;

/** Reads the poll of a `Question`; none: it has no options. */
export function readPoll(json: JsonObject): Poll | undefined {
  const single = readOptions(json["oneOf"]);
  const several = readOptions(json["anyOf"]);
  const options = single.length > 0 ? single : several;
  if (options.length === 0) return undefined;
  const { closed } = json;
  return {
    multiple: single.length === 0,
    options,
    endTime: readDate(json["endTime"]),
    closed: readDate(closed) ?? (closed === true || closed === "true" ? true : undefined),
    voters: readCount(json["votersCount"]),
  };
}

function readOptions(value: unknown): readonly PollOption[] {
  return readList(value)
    .slice(0, MAX_OPTIONS)
    .filter(isJsonObject)
    .map((option) => ({ name: readName(option), votes: readVotes(option["replies"]) }))
    .filter((option): option is PollOption => option.name !== undefined);
}

function readName(option: JsonObject): string | undefined {
  const name = readWorded(option["name"], option["nameMap"], MAX_OPTION_LENGTH).text;
  return name ?? readText(option["content"], MAX_OPTION_LENGTH);
}

function readVotes(replies: unknown): number | undefined {
  const [collection] = readList(replies);
  return isJsonObject(collection) ? readCount(collection["totalItems"]) : undefined;
}

/**
 * When a poll is over; none: never. Misskey gives the moment only once it has passed, as `closed`; others say no
 * more than that it is over, which is then taken to be now.
 */
export function endOfPoll({ closed, endTime }: Poll, now: Date): Date | undefined {
  return closed === true ? now : (closed ?? endTime);
}

/** Writes a poll into a `Question`, as Mastodon does. */
export function writePoll({ multiple, options, endTime, closed, voters }: Poll): JsonObject {
  const written = options.map(({ name, votes }) => ({
    type: "Note",
    name,
    replies: { type: "Collection", totalItems: votes ?? 0 },
  }));
  return {
    [multiple ? "anyOf" : "oneOf"]: written,
    ...(endTime === undefined ? {} : { endTime: endTime.toISOString() }),
    ...(closed === undefined ? {} : { closed: closed === true ? true : closed.toISOString() }),
    ...(voters === undefined ? {} : { votersCount: voters }),
  };
}
