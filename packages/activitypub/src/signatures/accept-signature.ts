/** What a server wants a signature to cover, as it says in `Accept-Signature`. */
export interface Wanted {
  /** The name that the signature shall have. */
  readonly label: string;
  /** Parts of the request, in the order in which they are to be signed. */
  readonly components: readonly string[];
  /** To be repeated in the signature. */
  readonly nonce: string | undefined;
  readonly tag: string | undefined;
}

const MAX_LENGTH = 1024;
const MAX_COMPONENTS = 16;
const MEMBER = /^\s*([a-z*][a-z0-9_.*-]*)=\(((?:\s*"[a-z0-9@_-]+")*)\s*\)((?:;\s*[a-z*][^,;]*)*)/;

/**
 * Reads the first signature that is wanted; `undefined` where nothing is, or nothing that an RSA key can do.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9421#section-5.1
 */
export function readAcceptSignature(header: string | undefined): Wanted | undefined {
  if (header === undefined || header.length > MAX_LENGTH) return undefined;
  const [, label, items = "", parameters = ""] = MEMBER.exec(header) ?? [];
  const components = [...items.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
  const isSound = components.length <= MAX_COMPONENTS && new Set(components).size === components.length;
  if (label === undefined || components.length === 0 || !isSound) return undefined;
  const algorithm = parameterOf(parameters, "alg");
  if (algorithm !== undefined && algorithm !== "rsa-v1_5-sha256") return undefined;
  return {
    label,
    components,
    nonce: parameterOf(parameters, "nonce"),
    tag: parameterOf(parameters, "tag"),
  };
}

function parameterOf(parameters: string, name: string): string | undefined {
  return new RegExp(`;\\s*${name}="([^"\\\\]*)"`).exec(parameters)?.[1];
}
