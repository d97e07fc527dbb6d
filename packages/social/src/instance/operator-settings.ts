import { Refusal } from "../kernel/refusal.ts";
import type { OperatorSetting } from "./instance.store.ts";

/** To whom something is shown. */
export type Openness = "all" | "users" | "disabled";

/** A text with the moment of its last change. */
export interface DatedText {
  readonly text: string;
  readonly updatedAt: Date;
}

/** What an operator has set while the server runs. */
export interface OperatorSettings {
  readonly extendedDescription: DatedText | undefined;
  readonly privacyPolicy: DatedText | undefined;
  /** The page that tells whether the server is well. */
  readonly statusPage: string | undefined;
  /** Who sees which servers are blocked, and why. */
  readonly showDomainBlocks: Openness;
  readonly showDomainBlocksRationale: Openness;
  /** Whether others may read which servers this one knows, and how much happens here. */
  readonly peersApi: boolean;
  readonly activityApi: boolean;
  /** Handles of accounts that are suggested to everybody, as in `alice` or `bob@there.example`. */
  readonly featuredAccounts: readonly string[];
}

const longest = 100_000;

const anyText = (value: string): boolean => value.trim() !== "" && value.length <= longest;
const isOpenness = (value: string): value is Openness => ["all", "users", "disabled"].includes(value);
const isYesOrNo = (value: string): boolean => value === "true" || value === "false";

/** Every name that can be set, with what it takes. */
export const operatorSettings: Readonly<
  Record<string, { readonly takes: string; readonly fits: (value: string) => boolean }>
> = {
  "extended-description": { takes: "a text", fits: anyText },
  "privacy-policy": { takes: "a text", fits: anyText },
  "status-page": {
    takes: "an address",
    fits: (value) => /^https?:\/\/\S+$/.test(value) && URL.canParse(value),
  },
  "show-domain-blocks": { takes: "all, users or disabled", fits: isOpenness },
  "show-domain-blocks-rationale": { takes: "all, users or disabled", fits: isOpenness },
  "peers-api": { takes: "true or false", fits: isYesOrNo },
  "activity-api": { takes: "true or false", fits: isYesOrNo },
  "featured-accounts": { takes: "handles with commas between them", fits: anyText },
};

/** Refuses with `invalid` a name that there is not, and a value that does not fit it. */
export function checkSetting(name: string, value: string): void {
  const setting = Object.hasOwn(operatorSettings, name) ? operatorSettings[name] : undefined;
  if (setting === undefined) {
    const all = Object.keys(operatorSettings).join(", ");
    throw new Refusal("invalid", `There is no setting ${name}. There are: ${all}.`);
  }
  if (!setting.fits(value)) throw new Refusal("invalid", `${name} takes ${setting.takes}.`);
}

/** What is stored, with the defaults of what is not. */
export function readOperatorSettings(stored: readonly OperatorSetting[]): OperatorSettings {
  const all = new Map(stored.map((setting) => [setting.name, setting]));
  const text = (name: string): DatedText | undefined => {
    const setting = all.get(name);
    return setting && { text: setting.value, updatedAt: setting.at };
  };
  const openness = (name: string): Openness => {
    const value = all.get(name)?.value ?? "disabled";
    return isOpenness(value) ? value : "disabled";
  };
  return {
    extendedDescription: text("extended-description"),
    privacyPolicy: text("privacy-policy"),
    statusPage: all.get("status-page")?.value,
    showDomainBlocks: openness("show-domain-blocks"),
    showDomainBlocksRationale: openness("show-domain-blocks-rationale"),
    peersApi: all.get("peers-api")?.value !== "false",
    activityApi: all.get("activity-api")?.value !== "false",
    featuredAccounts: handlesIn(all.get("featured-accounts")?.value ?? ""),
  };
}

function handlesIn(text: string): readonly string[] {
  const handles = text.split(/[\s,]+/).map((handle) => handle.replace(/^@/, ""));
  return [...new Set(handles.filter((handle) => handle !== ""))];
}
