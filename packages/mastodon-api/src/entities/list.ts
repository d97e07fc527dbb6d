import type { List, RepliesPolicy } from "@trunkline/social";
import { z } from "zod";

/** Some of those whom the viewer follows, to be read apart. */
export interface ListEntity {
  readonly id: string;
  readonly title: string;
  /** Which replies to others it holds: those to anybody whom the viewer follows, to its members, or none. */
  readonly replies_policy: RepliesPolicy;
  /** Whether what its members say stays out of the home timeline. */
  readonly exclusive: boolean;
}

/** Which replies a list holds, as clients name it. */
export const repliesPolicy: z.ZodType<RepliesPolicy> = z.enum(["followed", "list", "none"]);

export const list: z.ZodType<ListEntity> = z.strictObject({
  id: z.string(),
  title: z.string(),
  replies_policy: repliesPolicy,
  exclusive: z.boolean(),
});

export function renderList({ id, title, repliesPolicy: policy, exclusive }: List): ListEntity {
  return { id, title, replies_policy: policy, exclusive };
}
