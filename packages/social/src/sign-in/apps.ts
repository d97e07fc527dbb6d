import { codePointsOf } from "../kernel/characters.ts";
import { Refusal } from "../kernel/refusal.ts";
import { tidyLine } from "../kernel/tidy.ts";
import type { Clock, Digests, Ids } from "../ports.ts";
import type { Storage } from "../stores.ts";
import { isSame } from "./same.ts";
import type { App } from "./sign-in.store.ts";
import type { SignIn } from "./sign-in.ts";

export interface AppsNeeds {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digests: Digests;
}

/** Programs that speak to the client API. */
export function createApps(needs: AppsNeeds): Pick<SignIn, "registerApp" | "app" | "isAppSecret"> {
  const { storage, clock, ids, digests } = needs;
  return {
    async registerApp({ name, website, redirectUris, scopes }) {
      const secret = ids.secret();
      const app: App = {
        id: ids.next<"app">(),
        clientId: ids.secret(),
        secretHash: digests.of(secret),
        name: checkedName(name),
        website: website === undefined || website === "" ? undefined : checkedWebsite(website),
        redirectUris: [...new Set(redirectUris)],
        scopes: [...new Set(scopes)],
        createdAt: clock.now(),
      };
      await storage.transact((work) => work.apps.add(app));
      return { app, secret };
    },
    app: (clientId) => storage.stores.apps.byClientId(clientId),
    isAppSecret: (app, secret) => isSame(digests.of(secret), app.secretHash),
  };
}

function checkedName(name: string): string {
  const tidied = tidyLine(name);
  if (tidied === "" || codePointsOf(tidied) > 60) {
    throw new Refusal("invalid", "The name of an app has 1 to 60 characters.");
  }
  return tidied;
}

/** It becomes a link under every status that the app posts. */
function checkedWebsite(website: string): string {
  const url = website.length <= 2000 ? URL.parse(website) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Refusal("invalid", "The website of an app is an http or https address.");
  }
  return website;
}
