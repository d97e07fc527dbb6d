import { codePointsOf } from "../kernel/characters.ts";
import type { FieldFault } from "../kernel/refusal.ts";
import { Refusal } from "../kernel/refusal.ts";
import { tidyText } from "../kernel/tidy.ts";
import type { SignUpSettings } from "../instance/instance.ts";
import type { SignUpWish } from "./sign-up.ts";
import { checkedEmail, checkedUsername, checkPassword, isReserved } from "./rules.ts";

/** A wish in which nothing is wrong by itself; whether name and address are free is another question. */
export interface CheckedWish {
  readonly username: string;
  readonly email: string;
  readonly locale: string;
  readonly reason: string;
}

export interface SignUpRules {
  readonly settings: SignUpSettings;
  readonly domain: string;
  readonly needsReason: boolean;
  readonly now: Date;
}

const maxReason = 420;

/** Everything that is wrong with a wish to sign up, or the wish as it is kept. */
export function checkWish(
  wish: SignUpWish,
  rules: SignUpRules,
): { readonly faults: readonly FieldFault[]; readonly checked: CheckedWish } {
  const reason = tidyText(wish.reason ?? "").trim();
  const checked = {
    username: wish.username.trim().toLowerCase(),
    email: wish.email,
    locale: wish.locale ?? "en",
    reason,
  };
  const email = mended(() => checkedEmail(wish.email));
  const faults = [
    ...usernameFaults(wish.username),
    ...emailFaults(wish.email, email, rules.settings),
    ...passwordFaults(wish, email ?? wish.email, rules.domain),
    ...(wish.agreement ? [] : [fault("agreement", "accepted", "Agreement must be accepted")]),
    ...localeFaults(wish.locale),
    ...reasonFaults(reason, rules.needsReason),
    ...ageFaults(wish.dateOfBirth, rules),
  ];
  return { faults, checked: { ...checked, email: email ?? wish.email } };
}

/** Refuses a wish with everything that is wrong with it. */
export function refuseFaults(faults: readonly FieldFault[]): void {
  if (faults.length === 0) return;
  const says = faults.map(({ description }) => description).join(", ");
  throw new Refusal("invalid", `Validation failed: ${says}`, faults);
}

export function fault(field: string, error: FieldFault["error"], description: string): FieldFault {
  return { field, error, description };
}

function usernameFaults(given: string): readonly FieldFault[] {
  if (given.trim() === "") return [fault("username", "blank", "Username can't be blank")];
  if (given.trim().length > 30)
    return [fault("username", "too-long", "Username is too long (maximum is 30 characters)")];
  if (mended(() => checkedUsername(given, "owner")) === undefined)
    return [fault("username", "invalid", "Username must contain only letters, numbers and underscores")];
  return isReserved(given) ? [fault("username", "reserved", "Username is reserved")] : [];
}

function emailFaults(
  given: string,
  email: string | undefined,
  settings: SignUpSettings,
): readonly FieldFault[] {
  if (given.trim() === "") return [fault("email", "blank", "E-mail can't be blank")];
  if (email === undefined) return [fault("email", "invalid", "E-mail is invalid")];
  const domain = email.slice(email.indexOf("@") + 1);
  return isMailDomainAllowed(domain, settings) ? [] : [blockedEmail];
}

export const blockedEmail: FieldFault = fault(
  "email",
  "blocked",
  "E-mail is from a provider that is not allowed",
);

/** Whether addresses of a domain may sign up; a domain on a list stands for what is below it too. */
export function isMailDomainAllowed(
  domain: string,
  { allowedMailDomains, blockedMailDomains }: SignUpSettings,
): boolean {
  const isIn = (listed: readonly string[]): boolean =>
    listed.some((one) => domain === one || domain.endsWith(`.${one}`));
  if (isIn(blockedMailDomains)) return false;
  return allowedMailDomains.length === 0 || isIn(allowedMailDomains);
}

function passwordFaults(wish: SignUpWish, email: string, domain: string): readonly FieldFault[] {
  const { password, username } = wish;
  if (password === "") return [fault("password", "blank", "Password can't be blank")];
  const length = codePointsOf(password);
  if (length < 8) return [fault("password", "too-short", "Password is too short (minimum is 8 characters)")];
  if (length > 1024)
    return [fault("password", "too-long", "Password is too long (maximum is 1024 characters)")];
  const owner = { username: username.trim().toLowerCase(), email, domain };
  const isGood = mended(() => {
    checkPassword(password, owner);
    return true;
  });
  return isGood === true ? [] : [fault("password", "invalid", "Password is too easy to guess")];
}

function localeFaults(locale: string | undefined): readonly FieldFault[] {
  const isTag = locale === undefined || /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$/.test(locale);
  return isTag ? [] : [fault("locale", "inclusion", "Locale is not included in the list")];
}

function reasonFaults(reason: string, isNeeded: boolean): readonly FieldFault[] {
  if (isNeeded && reason === "") return [fault("reason", "blank", "Reason can't be blank")];
  return codePointsOf(reason) > maxReason
    ? [fault("reason", "too-long", `Reason is too long (maximum is ${maxReason} characters)`)]
    : [];
}

function ageFaults(
  dateOfBirth: string | undefined,
  { settings: { minimumAge }, now }: SignUpRules,
): readonly FieldFault[] {
  if (minimumAge === undefined) return [];
  if (dateOfBirth === undefined || dateOfBirth.trim() === "")
    return [fault("dateOfBirth", "blank", "Date of birth can't be blank")];
  const born = birthdayOf(dateOfBirth);
  if (born === undefined || born > now) return [fault("dateOfBirth", "invalid", "Date of birth is invalid")];
  const since = new Date(Date.UTC(now.getUTCFullYear() - minimumAge, now.getUTCMonth(), now.getUTCDate()));
  return born > since
    ? [fault("dateOfBirth", "below-limit", `Date of birth is below the age limit of ${minimumAge}`)]
    : [];
}

function birthdayOf(text: string): Date | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim()) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? date : undefined;
}

/** `undefined` where a rule refuses. */
function mended<Value>(check: () => Value): Value | undefined {
  try {
    return check();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
