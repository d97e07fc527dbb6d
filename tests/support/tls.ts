import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { pipeline } from "node:stream/promises";
import forge from "node-forge";

/** A certificate and its key, in PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** An authority that nobody knows, for certificates of `localhost`. */
export interface Authority {
  readonly cert: string;
  issue(): Certified;
}

interface Keys {
  readonly pem: string;
  readonly publicKey: forge.pki.rsa.PublicKey;
  readonly privateKey: forge.pki.rsa.PrivateKey;
}

/** node-forge would take seconds to find the primes. */
function newKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  return {
    pem: privateKey,
    privateKey: forge.pki.privateKeyFromPem(privateKey),
    publicKey: forge.pki.publicKeyFromPem(publicKey),
  };
}

const hour = 3_600_000;

function certificateOf(name: string, { publicKey }: Keys, serial: string): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(Date.now() - hour);
  certificate.validity.notAfter = new Date(Date.now() + 24 * hour);
  certificate.setSubject([{ name: "commonName", value: name }]);
  return certificate;
}

const authorityName = [{ name: "commonName", value: "Authority of a test" }];

export function createAuthority(): Authority {
  const keys = newKeys();
  const own = certificateOf("Authority of a test", keys, "01");
  own.setIssuer(authorityName);
  own.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, critical: true },
  ]);
  own.sign(keys.privateKey, forge.md.sha256.create());
  let issued = 1;
  return {
    cert: forge.pki.certificateToPem(own),
    issue() {
      issued += 1;
      const theirs = newKeys();
      const certificate = certificateOf("localhost", theirs, issued.toString(16).padStart(2, "0"));
      certificate.setIssuer(authorityName);
      certificate.setExtensions([
        { name: "basicConstraints", cA: false },
        { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
      ]);
      certificate.sign(keys.privateKey, forge.md.sha256.create());
      return { cert: forge.pki.certificateToPem(certificate), key: theirs.pem };
    },
  };
}

/** A reverse proxy that ends TLS before a server on a port of this machine, which it says who asks. */
export interface TlsProxy {
  readonly port: number;
  /** From now on requests go to this port. */
  passTo(port: number): void;
  close(): Promise<void>;
}

export async function openTlsProxy(certified: Certified): Promise<TlsProxy> {
  let target = 0;
  const server = createServer(certified, (asked, answer) => void pass(asked, answer, target));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The proxy has no port.");
  return {
    port: address.port,
    passTo: (port) => void (target = port),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function pass(asked: IncomingMessage, answer: ServerResponse, port: number): Promise<void> {
  const { method, url: path, headers, socket } = asked;
  const forwarded = { "x-forwarded-for": socket.remoteAddress ?? "", "x-forwarded-proto": "https" };
  const passed = request({ host: "127.0.0.1", port, method, path, headers: { ...headers, ...forwarded } });
  passed.once("response", (got: IncomingMessage) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    pipeline(got, answer).catch(() => answer.destroy());
  });
  passed.once("error", () => answer.destroy());
  await pipeline(asked, passed).catch(() => answer.destroy());
}
