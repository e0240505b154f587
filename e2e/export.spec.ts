/** What the list shows becomes a file: all of it, and nothing else. */
import { readFile } from "node:fs/promises";
import Papa from "papaparse";
import type { TaskView } from "@/lib/task-schemas";
import { expect, test } from "./fixtures";
import { findings } from "./support/axe";

test("the filtered list is downloaded as CSV and as JSON, in its order and over all its pages", async ({
  api,
  page,
  taskList,
}) => {
  const tasks = Array.from({ length: 60 }, (_, n) => ({ workflowId: "1", workflowName: `Poster ${n}` }));
  await api.ask("POST", "/api/tasks/bulk", { name: "Posters", tasks });
  await api.create({ workflowId: "1", workflowName: "Something else" });
  await taskList.open("?q=poster&sort=createdAt");
  const views = await taskList.openViews();
  await expect(views).toContainText("Export these 60 tasks");
  expect(await findings(page)).toEqual([]);

  const file = async (name: "CSV" | "JSON") => {
    const downloading = page.waitForEvent("download");
    await views.getByRole("link", { name }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^hubqueue-tasks-.*\.(csv|json)$/);
    return readFile(await download.path(), "utf8");
  };
  const names = tasks.map(({ workflowName }) => workflowName);
  const { data } = Papa.parse<Record<string, string>>(await file("CSV"), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data.map(({ workflowName }) => workflowName)).toEqual(names);
  expect(new Set(data.map(({ batch }) => batch))).toEqual(new Set(["Posters"]));
  const json = JSON.parse(await file("JSON")) as TaskView[]; // the shape docs/api.md promises
  expect(json.map(({ workflowName }) => workflowName)).toEqual(names);
});
