import { createHash } from "node:crypto";
import type { DomainRule } from "../domains/domain-rules.store.ts";
import type { AccountId } from "../kernel/id.ts";
import { Refusal } from "../kernel/refusal.ts";
import { canonicalDomain } from "../kernel/untrusted.ts";
import type { Clock } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { activityOf, type Week } from "./activity.ts";
import { defaultPrivacyPolicy } from "./default-privacy-policy.ts";
import { shownDomain } from "./obfuscate.ts";
import type { Rule, Terms } from "./instance.store.ts";
import {
  checkSetting,
  type DatedText,
  type Openness,
  type OperatorSettings,
  readOperatorSettings,
} from "./operator-settings.ts";

/** A server that this one blocks or limits, as far as the viewer may know of it. */
export interface BlockedServer {
  /** The domain, where it is not to be told in full with stars in its middle. */
  readonly shown: string;
  /** SHA-256 of the domain in full, in hexadecimal. */
  readonly digest: string;
  readonly severity: "limit" | "suspend";
  /** `undefined` where the viewer may not know why. */
  readonly comment: string | undefined;
}

/** Terms of service, and those that take their place. */
export interface ShownTerms extends Terms {
  readonly isEffective: boolean;
  /** The day from which others hold. */
  readonly succeededOn: string | undefined;
}

/** What everybody may read about the server, and what its operator writes. */
export interface About {
  /** Where no privacy policy is set, one that says what the software does on its own. */
  privacyPolicy(): Promise<DatedText>;
  settings(): Promise<OperatorSettings>;
  /** Refuses with `invalid` a name that there is not, and a value that does not fit it. */
  set(name: string, value: string): Promise<void>;
  /** Goes back to the default. `false` when that held already. */
  unset(name: string): Promise<boolean>;
  rules(): Promise<readonly Rule[]>;
  addRule(rule: Omit<Rule, "id">): Promise<Rule>;
  removeRule(id: string): Promise<boolean>;
  /** Without a day those that hold, or the first that will. Refuses with `not-found` where there are none. */
  terms(effectiveOn?: string): Promise<ShownTerms>;
  /** Whether any terms were published. */
  hasTerms(): Promise<boolean>;
  /** Refuses with `invalid` what is no day or no text, with `conflict` a day from which there are terms already. */
  publishTerms(terms: Pick<Terms, "effectiveOn" | "text">): Promise<void>;
  /** Which servers are blocked or limited. Refuses with `not-found` where the operator does not tell this viewer. */
  blockedServers(viewer: AccountId | undefined): Promise<readonly BlockedServer[]>;
  /** The last twelve weeks, the newest first. Refuses with `not-found` where the operator does not tell. */
  activity(): Promise<readonly Week[]>;
  /** The servers that are known and not blocked. Refuses with `not-found` where the operator does not tell. */
  peers(): Promise<readonly string[]>;
  /** At most ten whose names begin with a text. Refuses as `peers` does. */
  searchPeers(text: string): Promise<readonly string[]>;
  countPeers(): Promise<number>;
}

export interface AboutNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
}

/** More servers than there are. */
const allPeers = 1_000_000;
const foundPeers = 10;

export function createAbout({ storage, clock }: AboutNeeds): About {
  const { stores, transact } = storage;
  const settings = async (): Promise<OperatorSettings> =>
    readOperatorSettings(await stores.instance.settings());
  const told = async (name: "peersApi" | "activityApi"): Promise<void> => {
    if (!(await settings())[name]) throw new Refusal("not-found");
  };
  return {
    settings,
    privacyPolicy: async () => (await settings()).privacyPolicy ?? defaultPrivacyPolicy,
    async set(name, value) {
      checkSetting(name, value);
      await transact((work) => work.instance.set({ name, value, at: clock.now() }));
    },
    unset: (name) => transact((work) => work.instance.unset(name)),
    rules: () => stores.instance.rules(),
    async addRule({ text, hint }) {
      if (text.trim() === "") throw new Refusal("invalid", "A rule says something.");
      return transact((work) => work.instance.addRule({ text: text.trim(), hint: hint.trim() }, clock.now()));
    },
    removeRule: async (id) =>
      /^\d{1,18}$/.test(id) && transact((work) => work.instance.removeRule(id, clock.now())),

    terms: async (day) => termsOf(await stores.instance.terms(), { day, now: clock.now() }),
    hasTerms: async () => (await stores.instance.terms()).length > 0,
    async publishTerms({ effectiveOn, text }) {
      if (!isDay(effectiveOn)) throw new Refusal("invalid", "A day is written as in 2026-03-01.");
      if (text.trim() === "") throw new Refusal("invalid", "Terms say something.");
      const terms = { effectiveOn, text, publishedAt: clock.now() };
      if (!(await transact((work) => work.instance.addTerms(terms))))
        throw new Refusal("conflict", `There are terms from ${effectiveOn} on already.`);
    },

    async blockedServers(viewer) {
      const { showDomainBlocks, showDomainBlocksRationale } = await settings();
      if (!isOpenTo(viewer, showDomainBlocks)) throw new Refusal("not-found");
      const isReasonShown = isOpenTo(viewer, showDomainBlocksRationale);
      const rules = await stores.domainRules.all({ limit: maxRules });
      const shown = rules.map(({ item }) => item).sort(bySeverity);
      return shown.flatMap((rule) => blockedServer(rule, isReasonShown));
    },

    async activity() {
      await told("activityApi");
      return activityOf(storage, clock.now());
    },
    async peers() {
      await told("peersApi");
      return stores.instance.peers("", allPeers);
    },
    async searchPeers(text) {
      await told("peersApi");
      const start = canonicalDomain(text.trim());
      return start === "" ? [] : stores.instance.peers(start, foundPeers);
    },
    countPeers: () => stores.instance.countPeers(),
  };
}

/** More rules than any operator has. */
const maxRules = 100_000;

function isOpenTo(viewer: AccountId | undefined, openness: Openness): boolean {
  return openness === "all" || (openness === "users" && viewer !== undefined);
}

function blockedServer(rule: DomainRule, isReasonShown: boolean): readonly BlockedServer[] {
  const { domain, severity, publicComment } = rule;
  if (severity === "none") return [];
  const digest = createHash("sha256").update(domain).digest("hex");
  return [{ shown: shownDomain(rule), digest, severity, comment: isReasonShown ? publicComment : undefined }];
}

/** Those with whom there is nothing to do before those that are limited, each in the order of their names. */
function bySeverity(one: DomainRule, other: DomainRule): number {
  if (one.severity !== other.severity) return one.severity === "suspend" ? -1 : 1;
  return one.domain < other.domain ? -1 : 1;
}

function termsOf(
  all: readonly Terms[],
  { day, now }: { readonly day: string | undefined; readonly now: Date },
): ShownTerms {
  const today = now.toISOString().slice(0, 10);
  const wanted =
    day === undefined
      ? (all.find(({ effectiveOn }) => effectiveOn <= today) ?? all.at(-1))
      : all.find(({ effectiveOn }) => effectiveOn === day);
  if (wanted === undefined) throw new Refusal("not-found");
  const later = all.filter(({ effectiveOn }) => effectiveOn > wanted.effectiveOn);
  return { ...wanted, isEffective: wanted.effectiveOn <= today, succeededOn: later.at(-1)?.effectiveOn };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
