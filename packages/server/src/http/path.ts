const maxPathBytes = 2048;
const maxUrlBytes = 8192;

/** Encoded slashes, backslashes and NUL; control characters; empty segments; dot segments, plain or encoded. */
const twisted = /%2f|%5c|%00|\\|[\u0000-\u0020\u007f]|\/\/|\/(?:\.|%2e){1,2}(?:\/|$)/i;

/**
 * What is wrong with a request's target as it was sent: `undefined` when nothing is. Asked once, before
 * routing, so that router, guards and limits all see the same path (S-104).
 */
export function faultOfTarget(target: string): "too-long" | "malformed" | undefined {
  const [path = ""] = target.split("?", 1);
  if (Buffer.byteLength(target) > maxUrlBytes || Buffer.byteLength(path) > maxPathBytes) return "too-long";
  if (!path.startsWith("/") || twisted.test(path) || !isDecodable(path)) return "malformed";
  return undefined;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
