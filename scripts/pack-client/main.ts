/** `npm run pack:client`: writes dist/hubqueue-client-<version>.tgz. */
import path from "node:path";
import { ROOT } from "./compile";
import { packClient } from "./pack";

console.log(path.relative(ROOT, await packClient(path.join(ROOT, "dist"))));
