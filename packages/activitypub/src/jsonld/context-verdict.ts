import type { JsonObject } from "../objects/reference.ts";
import { readList } from "../objects/wire.ts";
import { createRecent } from "../recent.ts";
import { expandToPlain, processContext } from "./expand.ts";
import type { ActiveContext, TermDefinition } from "./expand.ts";
import { mapOf, otherNames, ours, plainContext, properties, types } from "./vocabulary.ts";
import type { Property } from "./vocabulary.ts";

/** Whether documents under a context mean what a plain reader takes them for. */
export interface ContextVerdict {
  readonly plain: boolean;
  /** Names that no plain document may use: second names of what is read, and types that change what is in them. */
  readonly strange: ReadonlySet<string>;
  /** What stands for what before a colon. */
  readonly prefixes: ReadonlyMap<string, string>;
}

const NOT_PLAIN: ContextVerdict = { plain: false, strange: new Set(), prefixes: new Map() };
const NO_CONTEXT: ContextVerdict = { plain: true, strange: new Set(), prefixes: new Map() };

const MAX_CONTEXTS = 1000;
/** Longer contexts are judged anew each time, by the whole algorithm. */
const MAX_CONTEXT_LENGTH = 16 * 1024;

/**
 * Builds the judge of contexts.
 *
 * The first time that a context is seen, the whole JSON-LD algorithm expands a probe under it that holds
 * every term which any reader asks for. Only if it comes out exactly as it went in is the context good; the text of
 * it is remembered. Further terms that are other names for one of those are strange: whoever uses them is read by the
 * whole algorithm.
 */
export function createContextJudge(): (context: unknown) => Promise<ContextVerdict> | ContextVerdict {
  const known = createRecent<ContextVerdict>(MAX_CONTEXTS);
  return (context) => {
    if (context === undefined || context === null) return NO_CONTEXT;
    const text = JSON.stringify(context);
    if (text.length > MAX_CONTEXT_LENGTH) return NOT_PLAIN;
    return known.get(text) ?? judge(context).then((verdict) => remember(text, verdict));
  };

  function remember(text: string, verdict: ContextVerdict): ContextVerdict {
    known.set(text, verdict);
    return verdict;
  }
}

async function judge(context: unknown): Promise<ContextVerdict> {
  const active = await processContext(context);
  if (active === undefined || !isHarmless(active) || !(await passesAsItIs(context))) return NOT_PLAIN;
  const strange = strangeNames(active);
  for (const [type, scope] of scopesOf(active)) {
    if (await isPlainWithin({ context, type, scope, strange })) strange.delete(type);
  }
  return { plain: true, strange, prefixes: prefixesOf(active) };
}

/** Whether the probe comes out under a context exactly as it went in. */
async function passesAsItIs(context: unknown, type: unknown = probe["type"]): Promise<boolean> {
  const document = { ...probe, type };
  const expanded = await expandToPlain({ "@context": context, ...document });
  return expanded !== undefined && inOrder(expanded) === inOrder(document);
}

/** The types of ours that bring a context of their own. */
function scopesOf(active: ActiveContext): readonly (readonly [type: string, scope: unknown])[] {
  return [...active.mappings].flatMap(([name, term]) => {
    const scope = term?.["@context"];
    return scope !== undefined && types.has(name) ? [[name, scope] as const] : [];
  });
}

/** Whether all that is read means within a type of ours, in the context which it brings, what it means without. */
async function isPlainWithin({
  context,
  type,
  scope,
  strange,
}: {
  readonly context: unknown;
  readonly type: string;
  readonly scope: unknown;
  readonly strange: ReadonlySet<string>;
}): Promise<boolean> {
  const inner = await processContext([...readList(context), ...readList(scope)]);
  if (inner === undefined || !isHarmless(inner)) return false;
  const isNothingNew = [...strangeNames(inner)].every((name) => strange.has(name));
  return isNothingNew && (await passesAsItIs(context, type));
}

function strangeNames(active: ActiveContext): Set<string> {
  const strange = [...active.mappings].filter(([name, term]) => term !== null && isStrange(name, term));
  return new Set(strange.map(([name]) => name));
}

function prefixesOf(active: ActiveContext): ReadonlyMap<string, string> {
  return new Map(
    [...active.mappings].flatMap(([name, term]) => (term?.["@id"] ? [[name, term["@id"]]] : [])),
  );
}

/** ActivityStreams itself has this for a vocabulary, so that unknown terms mean nothing. */
const NOTHING = "_:";
const UNDETERMINED = "und";

function isHarmless(active: ActiveContext): boolean {
  const { "@vocab": vocabulary = NOTHING, "@language": language = UNDETERMINED } = active;
  if (vocabulary !== NOTHING || language !== UNDETERMINED) return false;
  if (active["@base"] !== undefined || active["@direction"] !== undefined) return false;
  for (const [name, { iri }] of otherNames) {
    if (active.mappings.get(name)?.["@id"] !== iri) return false;
  }
  for (const [name, term] of active.mappings) {
    if (term !== null && !isHarmlessTerm(name, term)) return false;
  }
  return true;
}

function isStrange(name: string, term: TermDefinition): boolean {
  const isOtherName = !Object.hasOwn(plainContext, name) && ours.has(term["@id"] ?? "");
  return isOtherName || term["@context"] !== undefined;
}

/** Ways of putting a list that change nothing about its items. */
const LISTS: ReadonlySet<string> = new Set(["@list", "@set"]);

/** A term of ours must mean what it says; what it means is for the probe. Others may mean anything else. */
function isHarmlessTerm(name: string, term: TermDefinition): boolean {
  if (term.reverse || term["@nest"] !== undefined) return false;
  const isOurs = Object.hasOwn(plainContext, name);
  const iri = term["@id"] ?? "";
  if (!isOurs) return !iri.startsWith("@");
  const isMap = name.endsWith("Map");
  const container = term["@container"] ?? [];
  const isPlainContainer = container.every((form) => LISTS.has(form) || (isMap && form === "@language"));
  const isUnscoped = term["@context"] === undefined || types.has(name);
  return isPlainContainer && isUnscoped && term["@type"] !== "@json";
}

/** Text that would come out changed if it were taken for an address. */
const PROBE_TEXT = "as:Note, a text, and no address";

function probeValue([name, { kind }]: readonly [string, Property]): [string, unknown][] {
  const address = `https://probe.example/${name}`;
  if (kind === "address" || kind === "addressee") return [[name, [address, `${address}/2`]]];
  if (kind === "uri") return [[name, address]];
  if (kind === "text" || kind === "part") return [[name, PROBE_TEXT]];
  if (kind === "list") return [[name, [address, `${address}/2`]]];
  return [
    [name, PROBE_TEXT],
    [mapOf(name), { en: PROBE_TEXT }],
  ];
}

const probe: JsonObject = {
  id: "https://probe.example/",
  type: [...types.keys()],
  ...Object.fromEntries([...properties].flatMap(probeValue)),
};

function inOrder(object: JsonObject): string {
  return JSON.stringify(
    Object.keys(object)
      .sort()
      .map((key) => [key, object[key]]),
  );
}
