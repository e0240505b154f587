// `npm start`: from a fresh clone to a served page. The check comes alone, in words every Node understands, because
// an old one cannot even parse the rest.
import { checkNode } from "./start/node-version.mjs";

checkNode();
import("./start/main.mjs").then((launcher) => launcher.main());
