import { Refusal } from "@trunkline/social";
import type { Context } from "hono";
import { aboutPage, textPage } from "./about.ts";
import type { PageNeeds } from "./scene.ts";
import { frameFor, show, showNotice } from "./scene.ts";

/** What the server is and asks of people, at `/about`: the API names this address. */
export async function aboutServer(context: Context, needs: PageNeeds): Promise<Response> {
  const { about, instance } = needs.social;
  const { title, description, contactEmail, origin } = instance.settings;
  const [settings, rules, hasTerms] = await Promise.all([about.settings(), about.rules(), about.hasTerms()]);
  const parts = {
    title,
    description,
    contact: contactEmail,
    extended: settings.extendedDescription?.text ?? "",
    rules,
    hasTerms,
    origin,
  };
  return show(context, aboutPage(await frameFor(context, needs), parts));
}

export async function privacyPolicy(context: Context, needs: PageNeeds): Promise<Response> {
  const { about, instance } = needs.social;
  const { text, updatedAt } = await about.privacyPolicy();
  const note = `Last changed on ${updatedAt.toISOString().slice(0, 10)}.`;
  const { origin } = instance.settings;
  return show(
    context,
    textPage(await frameFor(context, needs), { title: "Privacy policy", text, note, origin }),
  );
}

export async function terms(context: Context, needs: PageNeeds): Promise<Response> {
  const { about, instance } = needs.social;
  try {
    const { text, effectiveOn, isEffective } = await about.terms();
    const note = `${isEffective ? "In force since" : "In force from"} ${effectiveOn}.`;
    const { origin } = instance.settings;
    const title = "Terms of service";
    return show(context, textPage(await frameFor(context, needs), { title, text, note, origin }));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
    const says = "This server has published no terms of service.";
    return showNotice(context, needs, { title: "Not found", says, status: 404 });
  }
}
