import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./read.ts";

const read = (env: Readonly<Record<string, string>>) =>
  readConfig({ LOCAL_DOMAIN: "social.example", DATA_DIR: "/data", ...env }, "/nowhere");

test("without a mail server letters go into a folder of the data folder", () => {
  expect(read({}).mail).toEqual({
    kind: "folder",
    folder: "/data/mail",
    from: "notifications@social.example",
  });
});

test("a mail server is reached by TLS unless somebody says otherwise, and then they are warned", () => {
  const server = { SMTP_SERVER: "smtp.example" };
  expect(read(server)).toMatchObject({ mail: { kind: "smtp", port: 587, tls: "required" }, warnings: [] });
  expect(read({ ...server, SMTP_TLS: "true" })).toMatchObject({ mail: { tls: "always" }, warnings: [] });
  const open = read({ ...server, SMTP_ENABLE_STARTTLS: "auto" });
  expect(open).toMatchObject({ mail: { tls: "possible" } });
  expect(open.warnings).toHaveLength(1);
});

test("a login without its password is a fault", () => {
  expect(() => read({ SMTP_LOGIN: "here" })).toThrow(ConfigError);
});
