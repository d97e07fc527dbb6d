import {
  createFederation,
  generateCryptoKeyPair,
  getDocumentLoader,
  InProcessMessageQueue,
  MemoryKvStore,
  ParallelMessageQueue,
} from "@fedify/fedify";
import { Create, Person } from "@fedify/vocab";
import { inboxOf, noteBody, ORIGIN } from "./fan-out-note.ts";
import type { FanOut } from "./fan-out-note.ts";

type Listen = InProcessMessageQueue["listen"];

/** Stock Fedify's side, set up as its manual says for many recipients: 32 workers over its queue in memory. */
export async function fanOutStock(): Promise<FanOut> {
  const queue = new CountingQueue();
  const federation = createFederation<void>({
    kv: new MemoryKvStore(),
    queue: new ParallelMessageQueue(queue, 32),
    contextLoaderFactory: () => getDocumentLoader(),
  });
  const pair = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
  federation
    .setActorDispatcher("/users/{identifier}", (context, identifier) => {
      return new Person({ id: context.getActorUri(identifier) });
    })
    .setKeyPairsDispatcher(() => [pair]);
  federation.setInboxListeners("/users/{identifier}/inbox", "/inbox");
  const context = federation.createContext(new URL(ORIGIN), undefined);
  return {
    async send({ port, hosts }) {
      const activity = await Create.fromJsonLd(JSON.parse(noteBody()), {
        contextLoader: getDocumentLoader(),
      });
      const recipients = Array.from({ length: hosts }, (_, index) => {
        const inboxId = new URL(inboxOf(port, index));
        return { id: new URL("/actor", inboxId), inboxId };
      });
      const all = queue.handled(hosts);
      await context.sendActivity({ identifier: "ana" }, recipients, activity);
      await all;
    },
    close: async () => undefined,
  };
}

/** Fedify's queue in memory, which tells when so many deliveries have been dealt with. */
class CountingQueue extends InProcessMessageQueue {
  #left = 0;
  #done = Promise.withResolvers<void>();

  handled(count: number): Promise<void> {
    this.#left = count;
    this.#done = Promise.withResolvers();
    return this.#done.promise;
  }

  override listen(...[handle, options]: Parameters<Listen>): ReturnType<Listen> {
    return super.listen(async (message: { readonly type?: unknown }) => {
      await handle(message);
      if (message.type === "outbox") this.#left -= 1;
      if (this.#left === 0) this.#done.resolve();
    }, options);
  }
}
