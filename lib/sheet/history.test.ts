import { expect, it } from "vitest";
import { MAX_STEPS, redo, remember, startHistory, undo } from "./history";

it("goes back and forth, and forgets what was undone once something new is done", () => {
  const done = remember(remember(startHistory("a"), "b"), "c");
  expect(undo(done).present).toBe("b");
  expect(undo(undo(undo(done))).present).toBe("a");
  expect(redo(undo(done)).present).toBe("c");
  expect(redo(remember(undo(done), "d"))).toMatchObject({ present: "d", past: ["a", "b"] });
});

it("keeps a bounded number of steps", () => {
  let history = startHistory(0);
  for (let step = 1; step <= MAX_STEPS + 50; step += 1) history = remember(history, step);
  expect(history.past).toHaveLength(MAX_STEPS);
});
