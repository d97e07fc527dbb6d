import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";

/** An app that sleeps: it alone can open what is sealed for its keys. */
export interface SleepingApp {
  readonly p256dh: string;
  readonly auth: string;
  /** Opens a message by what its headers say. */
  open(message: PushedMessage): string;
}

/** What a push service was asked to pass on. */
export interface PushedMessage {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An app with keys of its own, or with those that are given: base64url. */
export function sleepingApp(keys?: { readonly privateKey: string; readonly auth: string }): SleepingApp {
  const own = createECDH("prime256v1");
  if (keys === undefined) own.generateKeys();
  else own.setPrivateKey(Buffer.from(keys.privateKey, "base64url"));
  const auth = keys === undefined ? randomBytes(16) : Buffer.from(keys.auth, "base64url");
  const needs: Opening = { point: own.getPublicKey(), auth, agree: (point) => own.computeSecret(point) };
  return {
    p256dh: needs.point.toString("base64url"),
    auth: auth.toString("base64url"),
    open: (message) =>
      message.headers["content-encoding"] === "aes128gcm"
        ? openStandard(message.body, needs)
        : openDraft(message, needs),
  };
}

interface Opening {
  readonly point: Buffer;
  readonly auth: Buffer;
  readonly agree: (point: Buffer) => Buffer;
}

const derive = ([key, salt]: readonly [Buffer, Buffer], info: Buffer, bytes: number): Buffer =>
  Buffer.from(hkdfSync("sha256", key, salt, info, bytes));

function decrypt(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

/** RFC 8291 over one record of RFC 8188. */
function openStandard(body: Buffer, { point, auth, agree }: Opening): string {
  const [salt, length] = [body.subarray(0, 16), body[20] ?? 0];
  const sender = body.subarray(21, 21 + length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), point, sender]);
  const secret = derive([agree(sender), auth], info, 32);
  const key = derive([secret, salt], Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive([secret, salt], Buffer.from("Content-Encoding: nonce\0"), 12);
  const plain = decrypt(key, nonce, body.subarray(21 + length));
  const end = plain.lastIndexOf(2);
  if (body.length > body.readUInt32BE(16) || end === -1) throw new Error("This is not one last record.");
  return plain.subarray(0, end).toString("utf8");
}

/** The draft of 2016 that apps of before the standard read. */
function openDraft({ headers, body }: PushedMessage, { point, auth, agree }: Opening): string {
  const sender = Buffer.from(parameter(headers["crypto-key"], "dh"), "base64url");
  const salt = Buffer.from(parameter(headers["encryption"], "salt"), "base64url");
  const secret = derive([agree(sender), auth], Buffer.from("Content-Encoding: auth\0"), 32);
  const size = Buffer.from([0, 65]);
  const context = Buffer.concat([Buffer.from("P-256\0"), size, point, size, sender]);
  const info = (name: string): Buffer => Buffer.concat([Buffer.from(`Content-Encoding: ${name}\0`), context]);
  const plain = decrypt(
    derive([secret, salt], info("aesgcm"), 16),
    derive([secret, salt], info("nonce"), 12),
    body,
  );
  return plain.subarray(2 + plain.readUInt16BE(0)).toString("utf8");
}

/** A parameter of a header in the form `name=value;name=value`. */
export function parameter(header: string | readonly string[] | undefined, name: string): string {
  const found = String(header)
    .split(/[;,] */)
    .map((part) => part.split(/=(.*)/s))
    .find(([key]) => key === name);
  if (found?.[1] === undefined) throw new Error(`There is no ${name} in ${String(header)}.`);
  return found[1];
}

/** The claims of a token of RFC 8292; throws when the key did not sign it. */
export function claimsOf(token: string, publicKey: string): Record<string, unknown> {
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(publicKey, "base64url");
  const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const isRight = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isRight) throw new Error("The token was signed by somebody else.");
  return JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
}

/** A push service on loopback that keeps what it is given, and answers as it is told. */
export interface PushStandIn {
  readonly origin: string;
  readonly messages: readonly PushedMessage[];
  answer(status: number, headers?: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

export async function pushStandIn(): Promise<PushStandIn> {
  const messages: PushedMessage[] = [];
  let answer: readonly [number, Readonly<Record<string, string>>] = [201, {}];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      messages.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(...answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    messages,
    answer: (status, headers = {}) => void (answer = [status, headers]),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
