import { createPublicKey } from "node:crypto";
import { readPublicKey } from "../keys/pem.ts";
import type { KeyResolver } from "../keys/resolver.ts";
import { accept, refuse } from "../verdict.ts";
import type { FakePeer } from "./fake-peer.ts";

/** Knows the keys of some peers, without a network. They never change. */
export function knownKeys(...peers: readonly FakePeer[]): KeyResolver {
  return {
    peek: () => undefined,
    resolve: async (keyId) => {
      const peer = peers.find((known) => [known.key, known.assertionKey].some((own) => own?.keyId === keyId));
      const own = peer?.key.keyId === keyId ? peer.key : peer?.assertionKey;
      const pem = own && createPublicKey(own.privateKey).export({ type: "spki", format: "pem" }).toString();
      const key = pem === undefined ? undefined : readPublicKey(pem);
      return peer === undefined || key === undefined
        ? refuse("unknown-key")
        : accept({ key, owner: peer.actor.id });
    },
    refresh: async () => undefined,
    drop: async () => undefined,
  };
}
