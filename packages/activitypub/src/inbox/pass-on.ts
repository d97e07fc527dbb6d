import { isForEverybody } from "../addressing/audience.ts";
import type { Normalise } from "../jsonld/normalise.ts";
import { readHref } from "../objects/wire.ts";
import type { DocumentProver } from "../signatures/prove-document.ts";
import { readBody } from "./body.ts";

export interface PassOnNeeds {
  readonly normalise: Normalise;
  readonly prover: Pick<DocumentProver, "proveSignature">;
}

/** Whether an activity is for everybody, and signed by its actor for whoever gets it (F-104). */
export async function mayPassOn(body: string, { normalise, prover }: PassOnNeeds): Promise<boolean> {
  const json = readBody(Buffer.from(body))?.json;
  const plain = json === undefined ? undefined : await normalise(json);
  if (json?.["signature"] === undefined || plain?.ok !== true || !isForEverybody(plain.value)) return false;
  const actor = readHref(plain.value["actor"]);
  return actor !== undefined && (await prover.proveSignature(json, actor)).ok;
}
