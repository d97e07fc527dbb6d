/** A JSON object as it came from the wire, before anything is known about it. */
export type JsonObject = { readonly [key: string]: unknown };

/**
 * The address of an actor, an object or an activity, exactly as its owner writes it.
 *
 * A string rather than a `URL`: servers compare ids by their characters, and parsing rewrites them
 * (an added slash, a changed case), after which the other side no longer knows its own object.
 */
export type Href = string;

/** The special collection that means everybody. */
export const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
