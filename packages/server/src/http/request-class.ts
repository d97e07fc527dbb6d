/** What a request is about: load is shed and bodies are limited by it. From the last to be shed to the first. */
export const requestClasses = ["health", "auth", "reads", "writes", "inbox", "media", "previews"] as const;

export type RequestClass = (typeof requestClasses)[number];

const patterns: readonly (readonly [RegExp, RequestClass])[] = [
  [/^\/(health(\.json)?|livez|readyz|api\/v1\/streaming\/health)\/?$/, "health"],
  [/^\/(auth|oauth)(\/|$)/, "auth"],
  [/^\/api\/v\d\/media(\/|$)|^\/media(_proxy)?\//, "media"],
  [/^\/proxy\//, "previews"],
];

/** The class of a request, by its method and path alone. */
export function classOf(method: string, path: string): RequestClass {
  const known = patterns.find(([pattern]) => pattern.test(path));
  if (known !== undefined) return known[1];
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return "reads";
  if (/\/inbox\/?$/.test(path) && !path.startsWith("/api/")) return "inbox";
  return /^\/api\/v1\/(apps|accounts)\/?$/.test(path) ? "auth" : "writes";
}

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
/** What a form in parts needs besides its files. */
const wrapping = 64 * kibibyte;

/** How many bytes a body may have (S-162). */
export function bodyLimitOf(method: string, path: string): number {
  if (isUpload(method, path)) return 99 * mebibyte + wrapping;
  if (/^\/api\/v1\/(accounts\/update_credentials|profile)\/?$/.test(path)) return 2 * 8 * mebibyte + wrapping;
  if (path.startsWith("/api/") || classOf(method, path) === "inbox") return mebibyte;
  return 64 * kibibyte;
}

/** Whether a body may take its time, since it holds a file. */
export function isUpload(method: string, path: string): boolean {
  return method !== "GET" && /^\/api\/v\d\/media(\/|$)/.test(path);
}
