import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** The keys of the app that a message is for: base64url. */
export interface AppKeys {
  readonly p256dh: string;
  readonly auth: string;
}

/** A sealed message, with the headers that say how to open it. */
export interface Sealed {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const curve = "prime256v1";
const pointBytes = 65;
const authBytes = 16;
const recordBytes = 4096;

/** Reads the keys of an app; `undefined` where they are no point of P-256 and no secret of 16 bytes. */
export function readAppKeys({ p256dh, auth }: AppKeys): { point: Buffer; secret: Buffer } | undefined {
  const [point, secret] = [Buffer.from(p256dh, "base64url"), Buffer.from(auth, "base64url")];
  if (point.length !== pointBytes || point[0] !== 4 || secret.length !== authBytes) return undefined;
  return isOnCurve(point) ? { point, secret } : undefined;
}

function isOnCurve(point: Buffer): boolean {
  const one = createECDH(curve);
  one.generateKeys();
  try {
    one.computeSecret(point);
    return true;
  } catch {
    return false; // node:crypto says no more than that it cannot be used
  }
}

/** What both ways of sealing begin with: a pair of keys for this message alone. */
function agree(keys: AppKeys): Agreed {
  const app = readAppKeys(keys);
  if (app === undefined) throw new Error("The keys of a push subscription cannot be used.");
  const own = createECDH(curve);
  const ownPoint = own.generateKeys();
  const shared = own.computeSecret(app.point);
  return { appPoint: app.point, auth: app.secret, ownPoint, shared, salt: randomBytes(16) };
}

interface Agreed {
  readonly appPoint: Buffer;
  readonly auth: Buffer;
  readonly ownPoint: Buffer;
  readonly shared: Buffer;
  readonly salt: Buffer;
}

function derive(
  key: Uint8Array,
  salt: Uint8Array,
  { info, bytes }: { readonly info: Buffer; readonly bytes: number },
): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, info, bytes));
}

function encrypt(key: Buffer, nonce: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Seals as the standard says: https://www.rfc-editor.org/rfc/rfc8291#section-3.4 in one record of RFC 8188. */
export function sealStandard(plain: Buffer, keys: AppKeys): Sealed {
  const { appPoint, auth, ownPoint, shared, salt } = agree(keys);
  const context = Buffer.concat([Buffer.from("WebPush: info\0"), appPoint, ownPoint]);
  const secret = derive(shared, auth, { info: context, bytes: 32 });
  const key = derive(secret, salt, { info: Buffer.from("Content-Encoding: aes128gcm\0"), bytes: 16 });
  const nonce = derive(secret, salt, { info: Buffer.from("Content-Encoding: nonce\0"), bytes: 12 });
  const size = Buffer.alloc(4);
  size.writeUInt32BE(recordBytes);
  const head = Buffer.concat([salt, size, Buffer.from([ownPoint.length]), ownPoint]);
  // The last record ends with a 2.
  const sealed = encrypt(key, nonce, Buffer.concat([plain, Buffer.from([2])]));
  return { body: Buffer.concat([head, sealed]), headers: { "content-encoding": "aes128gcm" } };
}

/** Seals as apps of before the standard expect: https://datatracker.ietf.org/doc/html/draft-ietf-webpush-encryption-04 */
export function sealDraft(plain: Buffer, keys: AppKeys): Sealed {
  const { appPoint, auth, ownPoint, shared, salt } = agree(keys);
  const secret = derive(shared, auth, { info: Buffer.from("Content-Encoding: auth\0"), bytes: 32 });
  const context = Buffer.concat([Buffer.from("P-256\0"), measured(appPoint), measured(ownPoint)]);
  const info = (name: string): Buffer => Buffer.concat([Buffer.from(`Content-Encoding: ${name}\0`), context]);
  const key = derive(secret, salt, { info: info("aesgcm"), bytes: 16 });
  const nonce = derive(secret, salt, { info: info("nonce"), bytes: 12 });
  // The first two bytes say how much is padding: nothing.
  const body = encrypt(key, nonce, Buffer.concat([Buffer.alloc(2), plain]));
  return {
    body,
    headers: {
      "content-encoding": "aesgcm",
      encryption: `salt=${salt.toString("base64url")}`,
      "crypto-key": `dh=${ownPoint.toString("base64url")}`,
    },
  };
}

function measured(point: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(point.length);
  return Buffer.concat([length, point]);
}
