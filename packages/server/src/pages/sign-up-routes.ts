import { limits } from "@trunkline/mastodon-api";
import { noSignUpSettings, Refusal } from "@trunkline/social";
import type { Confirmed, SignUpWish } from "@trunkline/social";
import { Hono } from "hono";
import type { Context } from "hono";
import { formPage } from "./form.ts";
import type { FormField } from "./form.ts";
import { mayAsk } from "./may-ask.ts";
import type { PageNeeds } from "./scene.ts";
import { fieldsOf, frameFor, show, showForgery, showNotice } from "./scene.ts";

/** Signing up without an app, and proving an address of mail. */
export function signUpRoutes(needs: PageNeeds): Hono {
  const app = new Hono();
  app.get("/auth/sign_up", (context) => ask(context, needs, { ...nothing, ...inviteIn(context) }));
  app.post("/auth/sign_up", (context) => signUp(context, needs));
  app.get("/auth/setup", (context) => setup(context, needs));
  app.post("/auth/setup", (context) => sendAgain(context, needs));
  app.get("/auth/confirmation", (context) => confirm(context, needs));
  return app;
}

interface Asked {
  readonly given: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
  readonly status: 200 | 403 | 422 | 429;
}

const nothing: Asked = { given: {}, faults: [], status: 200 };

function inviteIn(context: Context): { readonly given: Readonly<Record<string, string>> } {
  const code = context.req.query("invite_code");
  return { given: code === undefined ? {} : { invite_code: code } };
}

async function ask(context: Context, needs: PageNeeds, { given, faults, status }: Asked): Promise<Response> {
  const { registrations, signUp = noSignUpSettings } = needs.social.instance.settings;
  const code = given["invite_code"];
  const isInvited = code !== undefined && (await needs.social.signUps.isInvite(code));
  if (registrations === "closed" || (registrations === "invites" && !isInvited)) {
    const says = signUp.message ?? "Nobody can sign up here just now.";
    return showNotice(context, needs, { title: "Sign-up is closed", says, status: 403 });
  }
  const waits = registrations === "approved" && !isInvited;
  const form = {
    action: "/auth/sign_up",
    formToken: needs.browsers.formToken(context),
    button: "Sign up",
    fields: fieldsFor(given, { waits, needsReason: signUp.reasonRequired, age: signUp.minimumAge }),
  };
  const intro = waits
    ? "A letter with a link proves that the address is yours. Then somebody looks at your wish and lets you in."
    : "A letter with a link proves that the address is yours.";
  const frame = await frameFor(context, needs);
  return show(context, formPage(frame, { title: "Sign up", intro, faults, form }), status);
}

function fieldsFor(
  given: Readonly<Record<string, string>>,
  terms: { readonly waits: boolean; readonly needsReason: boolean; readonly age: number | undefined },
): readonly FormField[] {
  const kept = (name: string): { readonly value?: string } => {
    const value = given[name];
    return value === undefined ? {} : { value };
  };
  const reason: FormField = { name: "reason", label: "Why do you want to join?", type: "text" };
  const invite = given["invite_code"];
  return [
    { name: "username", label: "Username", type: "text", autocomplete: "username", ...kept("username") },
    { name: "email", label: "E-mail", type: "email", autocomplete: "email", ...kept("email") },
    { name: "password", label: "Password", type: "password", autocomplete: "new-password" },
    ...(terms.waits ? [{ ...reason, ...kept("reason"), isOptional: !terms.needsReason }] : []),
    ...(terms.age === undefined
      ? []
      : [{ name: "date_of_birth", label: "Date of birth", type: "date", ...kept("date_of_birth") } as const]),
    { name: "agreement", label: "I agree to the rules of this server", type: "checkbox" },
    ...(invite === undefined
      ? []
      : [{ name: "invite_code", label: "", type: "hidden", value: invite } as const]),
  ];
}

async function signUp(context: Context, needs: PageNeeds): Promise<Response> {
  const given = await fieldsOf(context);
  if (!needs.browsers.isOurs(context, given["form_token"])) return showForgery(context, needs);
  if (
    !(await mayAsk(needs, `sign-up:${needs.clientOf(context) ?? ""}`, { context, rule: limits["sign-up"] }))
  )
    return ask(context, needs, { given, faults: ["Too many tries. Wait half an hour."], status: 429 });
  try {
    await needs.social.signUps.signUp(wishIn(given, needs.locale));
    return context.redirect("/auth/setup", 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const named = error.faults.map(({ description }) => description);
    return ask(context, needs, { given, faults: named.length > 0 ? named : [error.message], status: 422 });
  }
}

function wishIn(given: Readonly<Record<string, string>>, locale: string): SignUpWish {
  return {
    username: given["username"] ?? "",
    email: given["email"] ?? "",
    password: given["password"] ?? "",
    agreement: given["agreement"] === "true",
    locale,
    reason: given["reason"],
    dateOfBirth: given["date_of_birth"],
    invite: given["invite_code"],
  };
}

async function setup(context: Context, needs: PageNeeds): Promise<Response> {
  const form = {
    action: "/auth/setup",
    formToken: needs.browsers.formToken(context),
    button: "Send the letter again",
    fields: [{ name: "email", label: "E-mail", type: "email", autocomplete: "email" }] as const,
  };
  const intro = "A letter with a link is on its way to you. If it does not come, have it sent again.";
  return show(context, formPage(await frameFor(context, needs), { title: "Read your mail", intro, form }));
}

/** The answer is the same for every address (S-128). */
async function sendAgain(context: Context, needs: PageNeeds): Promise<Response> {
  const { form_token, email = "" } = await fieldsOf(context);
  if (!needs.browsers.isOurs(context, form_token)) return showForgery(context, needs);
  if (!(await mayWrite(context, needs, email)))
    return showNotice(context, needs, { title: "Too many letters", says: "Wait half an hour.", status: 429 });
  await needs.social.signUps.resendTo(email);
  return context.redirect("/auth/setup", 303);
}

/** Letters are counted by the client that asks, and by the address that they go to (S-110). */
export async function mayWrite(context: Context, needs: PageNeeds, email: string): Promise<boolean> {
  const client = limits["letters from a client"];
  const reader = limits["letters to a user"];
  const address = email.trim().toLowerCase().slice(0, 320);
  return (
    (await mayAsk(needs, `letters from:${needs.clientOf(context) ?? ""}`, { context, rule: client })) &&
    (await mayAsk(needs, `letters to:${address}`, { context, rule: reader }))
  );
}

/** The secret alone proves it, so that a letter may be opened in another browser than the page. */
async function confirm(context: Context, needs: PageNeeds): Promise<Response> {
  const secret = context.req.query("confirmation_token") ?? "";
  const confirmed = secret === "" ? undefined : await needs.social.signUps.confirm(secret);
  context.header("referrer-policy", "no-referrer");
  if (confirmed === undefined) {
    const says = "The link is too old, or not whole. Have the letter sent again, and use the latest.";
    return showNotice(context, needs, { title: "This link proves nothing", says, status: 404 });
  }
  const wantsApp = context.req.query("redirect_to_app") === "true";
  return context.redirect((wantsApp ? appOf(confirmed) : undefined) ?? "/auth/sign_in", 302);
}

/** Where the app that they signed up with wants its people back: checked when it was registered (S-103, S-112). */
function appOf({ app }: Confirmed): string | undefined {
  return app?.redirectUris.find((uri) => !uri.startsWith("urn:"));
}
