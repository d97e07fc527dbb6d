import { preloadedContexts } from "@fedify/fedify/runtime";
import { isJsonObject } from "../../objects/wire.ts";
import { litepub } from "./litepub.ts";
import { mbin } from "./mbin.ts";
import { proposals } from "./proposals.ts";

/** Every server of that family has the document at this path of its own. */
const LITEPUB_PATH = /^https?:\/\/[^/?#]+\/schemas\/litepub-\d\.\d\.jsonld$/;

/** The same for Mbin. */
const MBIN_PATH = /^https?:\/\/[^/?#]+\/contexts(?:\.jsonld)?$/;

/** Other addresses under which a document of the list is known. */
const aliases: Readonly<Record<string, string>> = {
  "http://www.w3.org/ns/activitystreams": "https://www.w3.org/ns/activitystreams",
  "https://www.w3.org/ns/activitystreams.jsonld": "https://www.w3.org/ns/activitystreams",
  "https://www.w3.org/ns/activitystreams#": "https://www.w3.org/ns/activitystreams",
  "https://purl.archive.org/miscellany/1.0": "https://purl.archive.org/miscellany",
  "http://schema.org": "http://schema.org/",
  "https://schema.org": "http://schema.org/",
  "https://schema.org/": "http://schema.org/",
};

/** Terms of pinned contexts inside of which other terms change, each time that they are used. */
export const scopedTerms: ReadonlySet<string> = new Set(
  Object.values(preloadedContexts).flatMap((document) => [...findScoped(document)]),
);

function* findScoped(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* findScoped(item);
  if (!isJsonObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== "@context" && isJsonObject(inner) && "@context" in inner) yield key;
    yield* findScoped(inner);
  }
}

/** The document behind the address of a known context. Nothing is ever fetched for it. */
export function pinnedContext(address: string): unknown {
  if (LITEPUB_PATH.test(address) || address === "https://litepub.social/context.jsonld") return litepub;
  if (MBIN_PATH.test(address)) return mbin;
  if (Object.hasOwn(proposals, address)) return proposals[address];
  const name = aliases[address] ?? address;
  return Object.hasOwn(preloadedContexts, name) ? preloadedContexts[name] : undefined;
}
