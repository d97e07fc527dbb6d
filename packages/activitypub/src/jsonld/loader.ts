import { pinnedContext } from "./contexts/pinned.ts";

/** Thrown inside a JSON-LD algorithm by a context that is not pinned (S-023). It never leaves this folder. */
class UnknownContext extends Error {
  constructor(address: string) {
    super(`The context ${address.slice(0, 200)} is not known.`);
    this.name = "UnknownContext";
  }
}

/** Hands pinned contexts to the JSON-LD algorithms. The network is never asked. */
export function loadContext(address: string): Promise<{
  readonly document: object;
  readonly documentUrl: string;
}> {
  const document = pinnedContext(address);
  if (typeof document !== "object" || document === null) return Promise.reject(new UnknownContext(address));
  return Promise.resolve({ document, documentUrl: address });
}
