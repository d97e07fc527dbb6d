const ACTIVITYSTREAMS = "https://www.w3.org/ns/activitystreams";

/** How the protocol's documents are asked for. */
export const ACTIVITY_ACCEPT: string = `application/activity+json, application/ld+json; profile="${ACTIVITYSTREAMS}"`;

/** The media type under which the protocol's documents travel. */
export const ACTIVITY_TYPE = "application/activity+json";

/** A `Content-Type`, taken apart. Names are in lower case, values without quotes. */
export interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export function readMediaType(header: string): MediaType {
  const [type = "", ...rest] = header.split(";");
  const parameters = rest.map((part): [string, string] => {
    const [name = "", ...value] = part.split("=");
    return [name.trim().toLowerCase(), value.join("=").trim().replaceAll('"', "")];
  });
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) };
}

/**
 * Whether a `Content-Type` declares an ActivityPub document (S-033). Plain JSON does not: anybody
 * who may upload a file could otherwise make an actor.
 */
export function isActivityType(header: string | undefined): boolean {
  if (header === undefined) return false;
  const { type, parameters } = readMediaType(header);
  if (type === ACTIVITY_TYPE) return true;
  const profiles = (parameters.get("profile") ?? "").split(/\s+/);
  return type === "application/ld+json" && profiles.includes(ACTIVITYSTREAMS);
}
