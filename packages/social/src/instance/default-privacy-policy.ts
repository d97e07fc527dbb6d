import type { DatedText } from "./operator-settings.ts";

/** What holds where an operator has written nothing: what the software keeps and passes on by itself. */
export const defaultPrivacyPolicy: DatedText = {
  updatedAt: new Date("2026-03-01T00:00:00.000Z"),
  text: [
    "What is kept. For each account: its name, its profile, its address of mail, its password as a digest that cannot be turned back, its choices, what it posts, and whom it follows, blocks and mutes.",
    "Who reads it. Public posts and profiles can be read by everybody. Posts for followers are delivered to the servers of the followers, and direct posts to those of the people that they mention. These servers keep copies, and this one cannot make them forget. Those who run a server can read what is on it: do not send by it what nobody else may ever know.",
    "What apps may do. An app that is let in can do what it was let in for, until its right is taken back.",
    "What visitors leave. The addresses of computers that ask are used for limits and against abuse. Nothing is sold, and nothing is given to others to advertise with. Signing in sets one cookie; pages set no others.",
    "What can be taken back. A post that is deleted is deleted here, and the servers that have it are told so. An account that is deleted takes along its posts, its lists and its choices.",
  ].join("\n\n"),
};
