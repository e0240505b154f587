// Stands in for a launcher that gets killed: starts the database and waits.
import { startPostgres } from "../postgres.mjs";

const [home, account] = process.argv.slice(2);
const { pid, port } = await startPostgres({ home, account: JSON.parse(account), disposable: true });
process.send({ pid, port });
