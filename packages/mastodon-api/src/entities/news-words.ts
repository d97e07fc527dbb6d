import type { Account, NotificationType, NotificationView } from "@trunkline/social";
import { htmlToText, isLocal } from "@trunkline/social";

const words: Record<NotificationType, (name: string) => string> = {
  mention: (name) => `${name} mentioned you`,
  status: (name) => `${name} just posted`,
  reblog: (name) => `${name} boosted your post`,
  follow: (name) => `${name} followed you`,
  follow_request: (name) => `${name} asks to follow you`,
  favourite: (name) => `${name} favourited your post`,
  update: (name) => `${name} edited a post`,
  poll: (name) => `A poll by ${name} has ended`,
  quote: (name) => `${name} quoted your post`,
  quoted_update: (name) => `${name} edited a post that you quoted`,
};

function nameOf({ displayName, username }: Account): string {
  return displayName.trim() === "" ? username : displayName;
}

/** What has happened, in one line of plain text. */
export function newsTitle({ notification, from }: NotificationView): string {
  return words[notification.type](nameOf(from));
}

/** In characters as people count them, and in UTF-16 units: the whole has to fit into one message. */
const maxExcerpt = 140;
const maxUnits = 600;

/** The beginning of what it is about: a status, its warning where it has one, or the profile of whoever it is. */
export function newsExcerpt({ status, from }: NotificationView): string {
  const text = status === undefined ? profileText(from) : statusText(status);
  const tidy = text.replaceAll(/\s+/g, " ").trim();
  const characters = [...new Intl.Segmenter().segment(tidy.slice(0, maxUnits))];
  if (characters.length <= maxExcerpt && tidy.length <= maxUnits) return tidy;
  return `${characters
    .slice(0, maxExcerpt - 1)
    .map(({ segment }) => segment)
    .join("")}…`;
}

function statusText({ status }: NonNullable<NotificationView["status"]>): string {
  return status.spoilerText === "" ? htmlToText(status.content) : status.spoilerText;
}

function profileText(account: Account): string {
  return isLocal(account) ? account.note : htmlToText(account.note);
}
