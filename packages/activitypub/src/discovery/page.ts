import type { Client } from "../fetching/client.ts";
import { fetchReason, statusReason } from "../fetching/documents.ts";
import type { FetchReason } from "../fetching/documents.ts";
import type { Href } from "../objects/reference.ts";
import { accept, refuse } from "../verdict.ts";
import type { Verdict } from "../verdict.ts";

/** What lies at an address of another host. */
export interface FetchedPage {
  /** Where it finally came from, after redirects. */
  readonly url: Href;
  /** In lower case, without parameters. */
  readonly mediaType: string;
  readonly text: string;
}

export interface PageNeeds {
  readonly client: Client;
  readonly isLocal: (url: Href) => boolean;
}

/** What kind of page is asked for: HTML of a mebibyte, or JSON of 256 kibibytes (S-061). */
export type PageKind = "html" | "json";

/** Reads a page of another host; nobody is said to ask. What is of another kind is `malformed`. */
export type FetchPage = (url: Href, kind: PageKind) => Promise<Verdict<FetchedPage, FetchReason>>;

const kinds = {
  html: {
    accept: "text/html, application/xhtml+xml;q=0.9",
    maxBytes: 1024 * 1024,
    type: /^(text\/html|application\/xhtml\+xml)$/,
  },
  json: {
    accept: "application/json",
    maxBytes: 256 * 1024,
    type: /^(application|text)\/([a-z]+\+)?json(\+oembed)?$/,
  },
} as const;

/** Builds the reading of pages. Our own hosts are refused (S-034). */
export function createFetchPage({ client, isLocal }: PageNeeds): FetchPage {
  return async (page, kind) => {
    if (isLocal(page)) return refuse("refused-address");
    const { accept: type, maxBytes, type: wanted } = kinds[kind];
    const answer = await client.get({ url: page, accept: type, maxBytes });
    if (!answer.ok) return refuse(fetchReason[answer.reason]);
    const { status, url, headers, body } = answer.value;
    const reason = statusReason(status);
    if (reason !== undefined) return refuse(reason);
    const [mediaType = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
    if (isLocal(url) || !wanted.test(mediaType.trim())) return refuse("malformed");
    return accept({ url, mediaType: mediaType.trim(), text: decode(body, parameters.join(";")) });
  };
}

const charset = /charset\s*=\s*["']?([a-z0-9_-]+)/i;

/** In the encoding that the answer names, or else the beginning of the page. */
function decode(body: Buffer, parameters: string): string {
  const label = charset.exec(parameters)?.[1] ?? charset.exec(body.subarray(0, 1024).toString("latin1"))?.[1];
  try {
    return new TextDecoder(label ?? "utf-8").decode(body);
  } catch (error) {
    if (error instanceof RangeError) return body.toString("utf8"); // there is no such encoding
    throw error;
  }
}
