import { expect, test } from "vitest";
import type { AccountEntity, StatusEntity } from "../../entities/index.ts";
import { testServer } from "../../testing/server.ts";

test("GET /api/v1/custom_emojis offers the emoji of this server, which are shown in statuses and in profiles", async () => {
  const server = testServer();
  const { token } = await server.person("ana");
  const picture = { file: undefined, category: "Animals", isListed: true };
  await server.social.emojis.add({ ...picture, shortcode: "dog", url: "https://social.test/media/dog.png" });
  await server.social.emojis.add({
    ...picture,
    shortcode: "owl",
    url: "https://social.test/o",
    isListed: false,
  });
  const dog = {
    shortcode: "dog",
    url: "https://social.test/media/dog.png",
    static_url: "https://social.test/media/dog.png",
  };
  expect(await server.json("GET", "/api/v1/custom_emojis")).toEqual([
    { ...dog, visible_in_picker: true, category: "Animals" },
  ]);
  const json = { status: "A :dog: and no :cat:" };
  const status = await server.json<StatusEntity>("POST", "/api/v1/statuses", { token, json });
  expect(status.emojis).toMatchObject([dog]);
  const profile = { token, json: { display_name: "Ana :dog:" } };
  const account = await server.json<AccountEntity>("PATCH", "/api/v1/accounts/update_credentials", profile);
  expect(account.emojis).toMatchObject([dog]);
});
