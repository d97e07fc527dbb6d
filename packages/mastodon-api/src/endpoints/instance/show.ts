import type { Social } from "@trunkline/social";
import { endpoint, type Endpoint } from "../../endpoint.ts";
import { instance, type InstanceParts, renderInstance } from "../../entities/instance.ts";
import { instanceV1, renderInstanceV1 } from "../../entities/instance-v1.ts";

async function partsOf({ instance, about, push }: Social): Promise<InstanceParts> {
  const [figures, contact, rules, texts, hasTerms] = await Promise.all([
    instance.figures(),
    instance.contact(),
    about.rules(),
    about.settings(),
    about.hasTerms(),
  ]);
  const vapidKey = push.serverKey ?? "";
  return {
    settings: instance.settings,
    figures,
    contact,
    rules,
    statusPage: texts.statusPage,
    hasTerms,
    vapidKey,
  };
}

export const showInstance: Endpoint = endpoint({
  method: "GET",
  path: "/api/v2/instance",
  summary: "Shows what this server says of itself.",
  who: "anyone",
  reply: instance,
  cacheSeconds: 60,
  handle: async ({ social }) => renderInstance(await partsOf(social)),
});

export const showInstanceV1: Endpoint = endpoint({
  method: "GET",
  path: "/api/v1/instance",
  summary: "Shows what this server says of itself, in the older form.",
  who: "anyone",
  reply: instanceV1,
  cacheSeconds: 60,
  handle: async ({ social }) => renderInstanceV1(await partsOf(social), await social.about.countPeers()),
});
