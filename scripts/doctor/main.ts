/** Prints what is found, and ends with 1 when there is a problem. `--json`: for other programs. */
import { existsSync } from "node:fs";
import { worst } from "../../lib/diagnosis";
import { examine } from "../../server/doctor/examine";
import { reportAsJson, reportAsText } from "../../server/doctor/report";

// As the start reads them.
for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
const findings = await examine(process.env);
process.stdout.write(process.argv.includes("--json") ? reportAsJson(findings) : reportAsText(findings));
process.exitCode = worst(findings) === "problem" ? 1 : 0;
