/** Writes one activity after another to the database of a data folder, and prints each once it is kept. */
import { connect, migrate, postgresStorage } from "@trunkline/storage-adapters/postgres";
import { startEmbeddedPostgres } from "@trunkline/storage-adapters/embedded";

const [dataDir = ""] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ dataDir });
const sql = connect(server.connection);
await migrate(sql);
const secrets = { active: "test", keys: { test: new Uint8Array(32) } };
const { seen } = await postgresStorage(sql, { now: () => new Date(), secrets });
process.stdout.write(`ready ${process.pid}\n`);

async function writer(name: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    const id = `${process.pid}-${name}-${count}`;
    await seen.keep({
      id,
      actor: "https://there.example/users/ana",
      type: "Like",
      body: "{}",
      recipient: undefined,
    });
    process.stdout.write(`kept ${id}\n`);
  }
}

await Promise.all([1, 2, 3, 4].map(writer));
