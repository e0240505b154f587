/** `npm run docs`: writes the documents that are made from code. */
import { writeFile } from "node:fs/promises";
import { renderTaskLifecycle } from "./task-lifecycle";

await writeFile(new URL("../../docs/task-lifecycle.md", import.meta.url), renderTaskLifecycle());
