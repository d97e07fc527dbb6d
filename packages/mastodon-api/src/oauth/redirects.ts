/** Shows the code on a page instead of sending it anywhere. */
export const outOfBand = "urn:ietf:wg:oauth:2.0:oob";

const refusedSchemes = new Set([
  "javascript:",
  "data:",
  "vbscript:",
  "file:",
  "blob:",
  "about:",
  "ws:",
  "wss:",
  "ftp:",
  "filesystem:",
  "intent:",
  "mailto:",
  "sms:",
  "tel:",
  "view-source:",
]);
const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

function parsed(uri: string): URL | undefined {
  return URL.canParse(uri) ? new URL(uri) : undefined;
}

function isLoopback(url: URL): boolean {
  return url.protocol === "http:" && loopbackHosts.has(url.hostname);
}

/** A URI is ASCII; what browsers would strip, turn round or widen in one has no place in ours. */
function isPlain(uri: string): boolean {
  return uri.length <= 2000 && /^[\x21-\x7e]*$/.test(uri) && !/[\\*]/.test(uri);
}

/** Whether an app may have codes sent there (S-112): https, its own scheme, or the machine that it runs on. */
export function isRedirectUri(uri: string): boolean {
  if (uri === outOfBand) return true;
  const url = parsed(uri);
  // A host is named in a header of the consent page, where these three would begin something of their own.
  if (url === undefined || !isPlain(uri) || /[;,']/.test(url.host)) return false;
  if (uri.includes("#") || url.username !== "" || url.password !== "") return false;
  if (url.protocol === "http:") return isLoopback(url);
  return !refusedSchemes.has(url.protocol);
}

/** Takes the port out of the text and leaves every other letter, which a parser might change. */
function withoutPort(uri: string): string | undefined {
  const url = parsed(uri);
  if (url === undefined || !isLoopback(url)) return undefined;
  return uri.replace(/^(http:\/\/(?:[^/?#:]+|\[::1\])):\d+(?=[/?]|$)/, "$1");
}

/** Whether a redirect is one that was registered: letter by letter, but for the port of a loopback address (RFC 8252). */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  if (registered.includes(uri)) return true;
  const loopback = isRedirectUri(uri) ? withoutPort(uri) : undefined;
  return loopback !== undefined && registered.some((one) => withoutPort(one) === loopback);
}

/** The address with parameters added to those that it has. */
export function withParameters(
  uri: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const added = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) added.set(name, value);
  return `${uri}${uri.includes("?") ? "&" : "?"}${added.toString()}`;
}
