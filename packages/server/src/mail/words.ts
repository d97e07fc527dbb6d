import type { LetterKind, OutgoingLetter } from "@trunkline/social";

/** What the words of letters are about. */
export interface LetterScene {
  readonly origin: string;
  readonly title: string;
}

export interface Words {
  readonly subject: string;
  /** Plain text: nothing in it is read as markup. */
  readonly text: string;
}

type Write = (letter: OutgoingLetter, scene: LetterScene) => Words;

const words: Record<LetterKind, Write> = {
  "confirm-address": (letter, { origin, title }) => ({
    subject: `${title}: please confirm your e-mail address`,
    text: paragraphs(
      `Somebody, hopefully you, has made the account @${named(letter)} on ${title}.`,
      "With this address it is yours:",
      linkTo(origin, "/auth/confirmation", { confirmation_token: letter.secret, ...appOf(letter) }),
      "It works for a day. If it was not you, do nothing: after a week the account is gone.",
    ),
  }),
  "confirm-new-address": (letter, { origin, title }) => ({
    subject: `${title}: please confirm your new e-mail address`,
    text: paragraphs(
      `@${named(letter)} on ${title} shall have this address from now on. To agree, open:`,
      linkTo(origin, "/auth/confirmation", { confirmation_token: letter.secret }),
      "It works for a day. If it was not you, do nothing.",
    ),
  }),
  "reset-password": (letter, { origin, title }) => ({
    subject: `${title}: choose a new password`,
    text: paragraphs(
      `Somebody has asked for a new password for @${named(letter)} on ${title}. To choose one, open:`,
      linkTo(origin, "/auth/password/edit", { reset_password_token: letter.secret }),
      "It works for two hours, and once. If it was not you, do nothing: your password stays as it is.",
    ),
  }),
  "address-changed": (letter, { title }) => ({
    subject: `${title}: your e-mail address was changed`,
    text: paragraphs(
      `@${named(letter)} on ${title} has another e-mail address from now on: ${letter.details["address"] ?? ""}`,
      unlessYou,
    ),
  }),
  "password-changed": (letter, { title }) => ({
    subject: `${title}: your password was changed`,
    text: paragraphs(`The password of @${named(letter)} on ${title} was changed.`, unlessYou),
  }),
  "second-factor-added": (letter, { title }) => ({
    subject: `${title}: two-factor sign-in is on`,
    text: paragraphs(
      `From now on @${named(letter)} on ${title} needs a code of an app to sign in, besides the password.`,
      unlessYou,
    ),
  }),
  "second-factor-removed": (letter, { title }) => ({
    subject: `${title}: two-factor sign-in is off`,
    text: paragraphs(`@${named(letter)} on ${title} needs the password alone to sign in.`, unlessYou),
  }),
  "recovery-codes-made": (letter, { title }) => ({
    subject: `${title}: new recovery codes`,
    text: paragraphs(
      `New recovery codes were made for @${named(letter)} on ${title}; those from before are void.`,
      unlessYou,
    ),
  }),
  "sign-up-waits": (letter, { title }) => ({
    subject: `${title}: @${named(letter)} asks to be let in`,
    text: paragraphs(
      `@${named(letter)} has signed up on ${title}, and waits for somebody to say yes.`,
      ...(letter.details["reason"] ? [`They say: ${letter.details["reason"]}`] : []),
      `trunkline accounts approve ${named(letter)}\ntrunkline accounts reject ${named(letter)}`,
    ),
  }),
  "sign-up-approved": (letter, { origin, title }) => ({
    subject: `${title}: welcome`,
    text: paragraphs(
      `Your account @${named(letter)} on ${title} was approved. You can sign in now:`,
      `${origin}/auth/sign_in`,
    ),
  }),
  "sign-up-rejected": (letter, { title }) => ({
    subject: `${title}: your sign-up`,
    text: paragraphs(
      `Whoever runs ${title} has not let the account @${named(letter)} in. All that you sent was removed.`,
    ),
  }),
};

/** What a letter says. */
export function wordsOf(letter: OutgoingLetter, scene: LetterScene): Words {
  return words[letter.kind](letter, scene);
}

const unlessYou = "If it was not you, ask for a new password at once, and tell whoever runs the server.";

function named({ details }: OutgoingLetter): string {
  return details["username"] ?? "";
}

function appOf({ details }: OutgoingLetter): Readonly<Record<string, string>> {
  return details["app"] === undefined ? {} : { redirect_to_app: "true" };
}

function linkTo(
  origin: string,
  path: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return `${origin}${path}?${query.toString()}`;
}

function paragraphs(...all: readonly string[]): string {
  return `${all.join("\n\n")}\n`;
}
