// `npm run doctor`: is all well with the HubQueue of this checkout, and what is to be done? As `npm start`, it checks Node
// alone first. The rest needs the packages, and the compiler that is one of them.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { checkNode } from "./start/node-version.mjs";
import { inRoot, root } from "./start/paths.mjs";

checkNode();
if (!existsSync(inRoot("node_modules", "tsx")) || !existsSync(inRoot("server", "persistence", "generated"))) {
  console.error("HubQueue is not installed here yet. Start it once: npm start, or npm start -- --prepare");
  process.exit(1);
}
const args = ["--import", "tsx", inRoot("scripts", "doctor", "main.ts"), ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
