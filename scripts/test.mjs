// `npm test`: everything a contributor needs, from a fresh clone. `-- --only=unit,e2e` picks stages.
import { checkNode } from "./start/node-version.mjs";

checkNode();
import("./test/main.mjs").then((suite) => suite.main(process.argv.slice(2)));
