import type { AccountId, MediaId } from "../kernel/id.ts";
import { compareIds } from "../kernel/id.ts";
import type { MediaKey } from "../media/media-key.ts";
import type { ClaimedUpload, MediaStore } from "../media/media.store.ts";
import type { MadeMedia, Upload } from "../media/upload.ts";
import type { KeptUpload, Tables } from "./tables.ts";

export function mediaStore(tables: Tables): MediaStore {
  const { uploads } = tables;
  const own = (account: AccountId, id: MediaId): KeptUpload | undefined => {
    const kept = uploads.get(id);
    return kept?.upload.account === account ? kept : undefined;
  };
  return {
    async add(upload) {
      const { createdAt: at } = upload;
      uploads.set(upload.id, { upload, since: at, token: "", nextAt: at, attempts: 0 });
    },
    of: async (account, ids) => [...new Set(ids)].flatMap((id) => own(account, id)?.upload ?? []),
    async change({ id, account, status }, change, at) {
      const kept = own(account, id);
      if (kept === undefined || kept.upload.status !== status) return false;
      const upload = { ...kept.upload, ...change };
      const stays = new Set(keysOf(upload));
      discard(
        tables,
        keysOf(kept.upload).filter((key) => !stays.has(key)),
        at,
      );
      uploads.set(id, { ...kept, upload });
      return true;
    },
    async attach(ids, { account, status }) {
      const chosen = ids.flatMap((id) => own(account, id) ?? []);
      const fits = chosen.filter(
        ({ upload }) => upload.state === "ready" && (upload.status ?? status) === status,
      );
      if (fits.length < ids.length) return false;
      for (const kept of fits) uploads.set(kept.upload.id, { ...kept, upload: { ...kept.upload, status } });
      return true;
    },
    async remove(account, id, at) {
      const kept = own(account, id);
      if (kept === undefined || kept.upload.status !== undefined) return false;
      take(tables, [kept], at);
      return true;
    },
    async removeOf(status, at) {
      const of = uploads.values().filter(({ upload }) => upload.status === status);
      take(tables, of, at);
    },
    async removeAllOf(account, at) {
      const of = uploads.values().filter(({ upload }) => upload.account === account);
      take(tables, of, at);
    },
    async removeUnattached(since, now, limit) {
      const old = uselessIn(tables).filter((kept) => kept.since < since);
      take(tables, old.slice(0, limit), now);
      return Math.min(old.length, limit);
    },
    ...claimsOver(tables),
    ...discardedOver(tables),
  };
}

/** Uploads that no status shows, and none that waits for its time is to show. */
function uselessIn({ uploads, scheduled }: Tables): readonly KeptUpload[] {
  const awaited = new Set(scheduled.values().flatMap(({ post }) => post.media ?? []));
  return uploads.values().filter(({ upload }) => upload.status === undefined && !awaited.has(upload.id));
}

function claimsOver(tables: Tables): Pick<MediaStore, "claim" | "hold" | "settle"> {
  const { uploads } = tables;
  const held = ({ upload, token }: Pick<ClaimedUpload, "upload" | "token">): KeptUpload | undefined => {
    const kept = uploads.get(upload.id);
    return kept?.token === token && kept.upload.state === "processing" ? kept : undefined;
  };
  return {
    async claim(now, until, only) {
      const [next] = uploads
        .values()
        .filter(({ upload, nextAt }) => upload.state === "processing" && nextAt <= now)
        .filter(({ upload }) => only === undefined || upload.id === only)
        .sort((one, other) => compareIds(one.upload.id, other.upload.id));
      if (next === undefined) return undefined;
      const token = tables.serial();
      uploads.set(next.upload.id, { ...next, token, nextAt: until, attempts: next.attempts + 1 });
      return { upload: next.upload, token, attempts: next.attempts };
    },
    async hold(claimed, until) {
      const kept = held(claimed);
      if (kept !== undefined) uploads.set(kept.upload.id, { ...kept, nextAt: until });
      return kept !== undefined;
    },
    async settle(claimed, outcome, at) {
      const kept = held(claimed);
      if (kept === undefined) return false;
      if ("again" in outcome) {
        uploads.set(kept.upload.id, { ...kept, token: "", nextAt: outcome.again });
        return true;
      }
      const made: MadeMedia | undefined = "made" in outcome ? outcome.made : undefined;
      const state = made === undefined ? "failed" : "ready";
      if (kept.upload.source !== undefined) discard(tables, [kept.upload.source.key], at);
      uploads.set(kept.upload.id, { ...kept, upload: { ...kept.upload, source: undefined, state, made } });
      return true;
    },
  };
}

function discardedOver(tables: Tables): Pick<MediaStore, "discard" | "discarded" | "forget" | "putOff"> {
  const { discardedFiles } = tables;
  return {
    discard: async (keys, at) => discard(tables, keys, at),
    async discarded(now, limit) {
      return discardedFiles
        .values()
        .filter(({ nextAt }) => nextAt <= now)
        .sort((one, other) => one.nextAt.getTime() - other.nextAt.getTime())
        .slice(0, limit)
        .map(({ key, attempts }) => ({ key, attempts }));
    },
    async forget(keys) {
      for (const key of keys) discardedFiles.delete(key);
    },
    async putOff(key, at) {
      const stood = discardedFiles.get(key);
      if (stood !== undefined) discardedFiles.set(key, { key, nextAt: at, attempts: stood.attempts + 1 });
    },
  };
}

/** Every file that an upload is made of. */
function keysOf({ source, made }: Upload): readonly MediaKey[] {
  return [source?.key, made?.file.key, made?.preview?.key].filter((key) => key !== undefined);
}

function take(tables: Tables, kept: readonly KeptUpload[], at: Date): void {
  for (const { upload } of kept) {
    discard(tables, keysOf(upload), at);
    tables.uploads.delete(upload.id);
  }
}

/** Leaves files to be removed. */
export function discard({ discardedFiles }: Tables, keys: readonly MediaKey[], at: Date): void {
  for (const key of keys)
    if (!discardedFiles.has(key)) discardedFiles.set(key, { key, nextAt: at, attempts: 0 });
}

/** What a status has shown is nobody's again: its author may show it anew, for as long as uploads wait (S-079). */
export function detachUploads({ uploads }: Tables, status: string, at: Date): void {
  for (const kept of uploads.values()) {
    if (kept.upload.status !== status) continue;
    uploads.set(kept.upload.id, { ...kept, since: at, upload: { ...kept.upload, status: undefined } });
  }
}
