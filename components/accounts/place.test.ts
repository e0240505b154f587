import { describe, expect, it } from "vitest";
import { firstPlace, placeInput, placeText, readPlace } from "./place";

const SIMULATED = { id: "s", name: "Simulator", site: "simulator" };
const FIRST = { id: "a", name: "First", site: "www.runninghub.cn" };
const SECOND = { id: "b", name: "Second", site: "www.runninghub.cn" };
const ABROAD = { id: "c", name: "Abroad", site: "www.runninghub.ai" };

describe("firstPlace", () => {
  it("asks nothing while there is one account", () => {
    expect(placeInput(firstPlace([FIRST], null))).toEqual({});
    expect(placeInput(firstPlace([], null))).toEqual({});
  });

  it("is any account of the real site, never the simulator beside it", () => {
    expect(placeInput(firstPlace([SIMULATED, FIRST, ABROAD], null))).toEqual({ site: FIRST.site });
  });

  it("is where the copied task ran, as long as that is there", () => {
    const onSecond = { accountId: "b", site: SECOND.site };
    expect(placeInput(firstPlace([FIRST, SECOND], onSecond))).toEqual({ accountId: "b" });
    expect(placeInput(firstPlace([ABROAD, FIRST], onSecond))).toEqual({ site: SECOND.site });
    const gone = { accountId: "x", site: "old.example" };
    expect(placeInput(firstPlace([FIRST, SECOND], gone))).toEqual({ site: FIRST.site });
  });
});

describe("a place as text", () => {
  it("comes back as it was, whatever the site is called", () => {
    for (const place of [
      { kind: "account", accountId: "0199-a" },
      { kind: "site", site: "127.0.0.1:3900" },
    ] as const)
      expect(readPlace(placeText(place))).toEqual(place);
  });

  it("is no place when it is empty or foreign", () => {
    expect(readPlace("")).toBeNull();
    expect(readPlace("somewhere")).toBeNull();
  });
});
