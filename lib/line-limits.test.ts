import { describe, expect, it } from "vitest";
import { NO_LINE_LIMITS, roomInLine } from "./line-limits";

describe("the room in line", () => {
  it("is without end where nobody has set a limit", () => {
    expect(roomInLine(NO_LINE_LIMITS, { all: 1_000_000, own: 1_000_000 })).toBeNull();
  });

  it.each([
    [
      { all: 90, own: 2 },
      { free: 8, most: 10, whose: "person" },
    ],
    [
      { all: 97, own: 2 },
      { free: 3, most: 100, whose: "everybody" },
    ],
    [
      { all: 100, own: 0 },
      { free: 0, most: 100, whose: "everybody" },
    ],
  ])("is that of the limit which is reached first: %j", (waiting, room) => {
    expect(roomInLine({ waitingTasks: 100, waitingTasksPerPerson: 10 }, waiting)).toEqual(room);
  });

  it("is less than none where a limit was lowered below what waits", () => {
    const limits = { ...NO_LINE_LIMITS, waitingTasks: 5 };
    expect(roomInLine(limits, { all: 8, own: 0 })).toMatchObject({ free: -3 });
  });
});
