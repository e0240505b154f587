import { expect, it } from "vitest";
import { columnKey } from "@/lib/sheet/columns";
import { field } from "@/lib/sheet/fields.fixture";
import type { NodeInputView, TaskView } from "@/lib/task-schemas";
import { firstSheetOf } from "./first-sheet";

const FIRST = field({ nodeId: "1", fieldName: "image", type: "image", value: "own.png" });
const SECOND = field({ nodeId: "2", fieldName: "image", type: "image", value: "own.png" });
const THIRD = field({ nodeId: "3", fieldName: "image", type: "image", value: "own.png" });

const copyOf = (nodeInfoList: NodeInputView[]) =>
  firstSheetOf(
    [FIRST, SECOND, THIRD],
    null,
    // What a copy reads of a task.
    { workflowName: "Fox", description: null, nodeInfoList, timeoutMinutes: null } as unknown as TaskView,
  );

it("keeps two files of one name apart, and a file that only RunningHub has under its name there", () => {
  const { rows, files, missingFiles } = copyOf([
    { nodeId: "1", fieldName: "image", uploadId: "a", fileName: "image.png" },
    { nodeId: "2", fieldName: "image", uploadId: "b", fileName: "image.png" },
    { nodeId: "3", fieldName: "image", fieldValue: "api/there.png" },
  ] as NodeInputView[]);
  expect(rows[0]?.cells).toEqual({
    [columnKey(FIRST)]: "image.png",
    [columnKey(SECOND)]: "image (2).png",
    [columnKey(THIRD)]: "api/there.png",
  });
  expect(files.map(({ name, uploadId }) => [name, uploadId])).toEqual([
    ["image.png", "a"],
    ["image (2).png", "b"],
    ["api/there.png", null],
  ]);
  expect(missingFiles).toBe(0);
});
