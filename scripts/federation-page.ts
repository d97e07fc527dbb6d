// The part of FEDERATION.md that says which activities are sent and understood.
import type { ActivityType } from "../packages/activitypub/src/index.ts";
import { effectiveTypes } from "../packages/social/src/federation.ts";

export const federationPath = "FEDERATION.md";

const BEGIN = "<!-- activities: made by scripts/federation-page.ts -->";
const END = "<!-- /activities -->";

interface Row {
  readonly sent: "yes" | "no";
  readonly remarks: string;
}

/** What is to be said of each type. Whether it is accepted says the table of receivers. */
const rows: Readonly<Record<ActivityType, Row>> = {
  Accept: {
    sent: "yes",
    remarks: "of a `Follow` or a `QuoteRequest`, by its address or whole; with `result`",
  },
  Add: { sent: "yes", remarks: "of a post or hashtag to `featured`" },
  Announce: {
    sent: "yes",
    remarks:
      "what is embedded is fetched from its own address; of activities that groups pass on (FEP-1b12), `Create`, `Update` and `Delete` count",
  },
  AnnounceRequest: { sent: "no", remarks: "read, and without effect" },
  Block: { sent: "yes", remarks: "one with a `target` is a ban from a community, and no block" },
  Create: {
    sent: "yes",
    remarks:
      "of a `Note` or `Question`; `Article`, `Page`, `Image`, `Audio`, `Video` and `Event` are read as posts; several votes in one are read",
  },
  Delete: { sent: "yes", remarks: "of a post, an actor or a permission to quote" },
  EmojiReact: { sent: "no", remarks: "a reaction (FEP-c0e0); sent as a `Like` with `content`" },
  FeatureRequest: { sent: "no", remarks: "read, and without effect" },
  Flag: { sent: "yes", remarks: "of accounts and posts, in one object or a list" },
  Follow: { sent: "yes", remarks: "" },
  Like: { sent: "yes", remarks: "one with an emoji as `content` is a reaction as well" },
  LikeRequest: { sent: "no", remarks: "read, and without effect" },
  Move: { sent: "yes", remarks: "the target has to name the account that is left among its aliases" },
  QuoteRequest: { sent: "yes", remarks: "with the quoting post in `instrument`, whole or by its address" },
  Reject: { sent: "yes", remarks: "of a `Follow` or a `QuoteRequest`, by its address or whole" },
  Remove: { sent: "yes", remarks: "of a post or hashtag from `featured`" },
  ReplyRequest: { sent: "no", remarks: "read, and without effect" },
  Undo: {
    sent: "yes",
    remarks: "of `Accept`, `Announce`, `Block`, `EmojiReact`, `Follow` and `Like`, by its address or whole",
  },
  Update: { sent: "yes", remarks: "of a post or an actor" },
};

/** The page with its table of activities made anew; the rest of it is written by hand. */
export function federationPage(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`${federationPath} has no place for the activities.`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${table()}\n\n${page.slice(end)}`;
}

function table(): string {
  const accepted = new Set<string>(effectiveTypes);
  const cells = Object.entries(rows).map(([type, { sent, remarks }]) => [
    `\`${type}\``,
    sent,
    accepted.has(type) ? "yes" : "no",
    remarks,
  ]);
  return aligned([["activity", "sent", "accepted", "remarks"], ...cells]);
}

function aligned(lines: readonly (readonly string[])[]): string {
  const [head = []] = lines;
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const row = (cells: readonly string[], filling: string): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filling)).join(" | ")} |`;
  const [first = [], ...others] = lines;
  const rule = row(
    first.map(() => ""),
    "-",
  );
  return [row(first, " "), rule, ...others.map((line) => row(line, " "))].join("\n");
}
