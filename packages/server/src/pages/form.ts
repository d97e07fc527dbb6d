import { html, raw } from "hono/html";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";

/** One field of a form that people fill in. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "email" | "password" | "checkbox" | "date" | "hidden";
  readonly value?: string;
  readonly autocomplete?: string;
  readonly isOptional?: boolean;
}

/** A form that works without scripts. */
export interface FormParts {
  readonly action: string;
  readonly formToken: string;
  readonly button: string;
  readonly fields: readonly FormField[];
}

/** A form, without a page around it. */
export function formOf({ action, formToken, button, fields }: FormParts): Markup {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="form_token" value="${formToken}" />
    ${fields.map(fieldOf)}
    <div class="actions"><button>${button}</button></div>
  </form>`;
}

function fieldOf({ name, label, type, value = "", autocomplete = "off", isOptional }: FormField): Markup {
  if (type === "hidden") return html`<input type="hidden" name="${name}" value="${value}" />`;
  const required = isOptional === true ? "" : raw("required");
  if (type === "checkbox")
    return html`<label><input type="checkbox" name="${name}" value="true" ${required} /> ${label}</label>`;
  return html`<label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      autocapitalize="none"
      spellcheck="false"
      ${required}
      value="${type === "password" ? "" : value}"
    />`;
}

/** A page that holds one form, and says what was wrong with the last try. */
export function formPage(
  frame: Frame,
  {
    title,
    intro,
    faults = [],
    form,
  }: {
    readonly title: string;
    readonly intro: Markup | string;
    readonly faults?: readonly string[];
    readonly form: FormParts;
  },
): Markup {
  const body = html`<section class="card narrow">
    <h1>${title}</h1>
    ${faults.map((fault) => html`<p class="wrong" role="alert">${fault}</p>`)}
    <p>${intro}</p>
    ${formOf(form)}
  </section>`;
  return page(frame, { title, body, isPrivate: true });
}
