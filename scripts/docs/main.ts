/** `npm run docs`: writes the documents that are made from code. */
import { writeFile } from "node:fs/promises";
import { renderFaultTable } from "./fault-table";
import { renderTaskLifecycle } from "./task-lifecycle";

const DOCUMENTS = {
  "task-lifecycle.md": renderTaskLifecycle,
  "faults.md": renderFaultTable,
};

for (const [name, render] of Object.entries(DOCUMENTS)) {
  await writeFile(new URL(`../../docs/${name}`, import.meta.url), render());
}
