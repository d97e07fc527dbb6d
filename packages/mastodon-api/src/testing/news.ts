import type { NewNotification, NotificationId, StatusId } from "@trunkline/social";
import { groupSpan, toId } from "@trunkline/social";
import type { Person, TestServer } from "./server.ts";

/** Something to be told: who did what, to which status. */
export type ToldNews = Pick<NewNotification, "type"> & Partial<Pick<NewNotification, "status" | "filtered">>;

/** Keeps news for somebody, as if it had just come about, and answers its id. */
export async function tellNews(
  server: TestServer,
  [reader, from]: readonly [Person, Person],
  { type, status, filtered = false }: ToldNews,
): Promise<NotificationId> {
  const id = server.storage.ids.next<"notification">();
  const at = server.clock.now();
  const who = { account: reader.account.id, from: from.account.id };
  const group = groupSpan(type, status, at);
  await server.storage.transact((work) =>
    work.notifications.add([{ id, ...who, type, status, at, filtered, group }]),
  );
  return id;
}

/** The id of a status that the API has answered with. */
export function statusIdOf({ id }: { readonly id: string }): StatusId {
  return toId(id);
}
