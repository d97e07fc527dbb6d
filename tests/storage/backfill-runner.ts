/** Brings a database up to date with the migrations of a folder, until it is done or killed. */
import { pathToFileURL } from "node:url";
import { type ConnectOptions, connect, migrate } from "@trunkline/storage-adapters/postgres";

const [options = "{}", folder = ""] = process.argv.slice(2);
const connection = connect(JSON.parse(options) as ConnectOptions); // written by the test that starts this
process.stdout.write("ready\n");
await migrate(connection, { folder: pathToFileURL(`${folder}/`) });
await connection.end();
