import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { PushKeys } from "@trunkline/social";
import { after, hours } from "@trunkline/social";

/** Makes the pair by which push services know this server: ECDSA on P-256, as RFC 8292 asks. */
export function generatePushKeys(): PushKeys {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const privatePem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { publicKey: pointOf(createPublicKey(privateKey)), privatePem };
}

/** The uncompressed point of a public key, in base64url. */
function pointOf(key: KeyObject): string {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const parts = [Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")];
  return Buffer.concat(parts).toString("base64url");
}

/** How long a token says that it holds; push services take a day at most. */
const lasts = hours(12);

/** Makes the tokens with which this server shows itself to push services. */
export function createVapid(
  { privatePem }: PushKeys,
  { subject, now }: { readonly subject: string; readonly now: () => Date },
): (endpoint: string) => string {
  const key = createPrivateKey(privatePem);
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return (endpoint) => {
    const claims = {
      aud: new URL(endpoint).origin,
      exp: Math.floor(after(now(), lasts).getTime() / 1000),
      sub: subject,
    };
    const text = `${encoded({ typ: "JWT", alg: "ES256" })}.${encoded(claims)}`;
    const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
  };
}
