/**
 * The moments at which a test build may be made to fail, in the order in which work passes them.
 * `false`: what it is a moment of does not exist yet, so nothing ever comes to it.
 */
export const points = {
  "after-body-read": true,
  "after-signature-check": true,
  "before-inbox-commit": true,
  "after-inbox-commit": true,
  "after-response": true,
  "mid-handler": true,
  "before-handler-commit": true,
  "after-handler-commit": true,
  "before-write-commit": true,
  "after-write-commit": true,
  "during-fan-out": true,
  "before-outbox-claim": true,
  "after-outbox-claim": true,
  "during-remote-post": true,
  "after-remote-success": true,
  "during-media-transcode": true,
  "during-scheduled-publish": true,
  "during-migration": true,
  "during-shutdown": true,
} as const;

export type Point = keyof typeof points;

export function isPoint(name: string): name is Point {
  return Object.hasOwn(points, name);
}
