/** What a page may load: its own style sheet and pictures, and pictures of other servers; no script at all. */
export function pagePolicy(formTargets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' https: http:",
    "media-src 'self' https: http:",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...formTargets].join(" ")}`,
  ].join("; ");
}

/** What a page may load that other sites may show in a frame (S-100): it has no form and knows no visitor. */
export const embedPolicy: string = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' https: http:",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors https: http:",
  "form-action 'none'",
].join("; ");

/** For whatever is no page: nothing in it may load anything. */
const bareTypePolicy = "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

const everywhere: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
  "cross-origin-opener-policy": "same-origin",
  "x-frame-options": "DENY",
};

/** Adds the headers of S-100 where the answer has not chosen its own. */
export function secure(headers: Headers, isHttps: boolean): void {
  for (const [name, value] of Object.entries(everywhere)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  if (headers.get("content-security-policy") === embedPolicy) headers.delete("x-frame-options");
  if (isHttps) headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  if (headers.has("content-security-policy")) return;
  const isPage = headers.get("content-type")?.startsWith("text/html") === true;
  headers.set("content-security-policy", isPage ? pagePolicy() : bareTypePolicy);
}
