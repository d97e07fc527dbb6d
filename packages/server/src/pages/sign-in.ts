import { html, raw } from "hono/html";
import type { Frame, Markup } from "./layout.ts";
import { page } from "./layout.ts";

export interface SignInForm {
  readonly formToken: string;
  /** Where to go afterwards: a path of ours. */
  readonly next: string;
  readonly email: string;
  /** What was wrong with the last try. */
  readonly fault: string | undefined;
}

export function signInPage(frame: Frame, form: SignInForm): Markup {
  const said = form.fault === undefined ? "" : raw('aria-invalid="true" aria-describedby="fault"');
  const body = html`<section class="card narrow">
    <h1>Sign in</h1>
    ${form.fault === undefined ? "" : html`<p class="wrong" role="alert" id="fault">${form.fault}</p>`}
    <form method="post" action="/auth/sign_in">
      <input type="hidden" name="form_token" value="${form.formToken}" />
      <input type="hidden" name="next" value="${form.next}" />
      <label for="email">E-mail</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        ${said}
        value="${form.email}"
      />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required ${said} />
      <div class="actions"><button>Sign in</button></div>
    </form>
    <p class="quiet">
      <a href="/auth/password/new">I have lost my password</a> ·
      <a href="/auth/sign_up">I have no account yet</a>
    </p>
  </section>`;
  return page(frame, { title: "Sign in", body, isPrivate: true });
}
