import { describe, expect, it } from "vitest";
import { inRequest, newRequest, outsideRequest, withFields } from "./log-context";
import { InFlight } from "./services/in-flight";
import { keptLog } from "./testing/kept-log";

const { log, lines } = keptLog();
const last = () => lines.at(-1);

describe("a line of the log", () => {
  it("is about the request and the task of the work that wrote it, wherever that had to wait", async () => {
    await inRequest(newRequest("r-1"), async () => {
      await Promise.resolve();
      log.info("asked");
      expect(last()).toMatchObject({ requestId: "r-1", msg: "asked" });
      await withFields({ taskId: "t-1" }, async () => {
        await Promise.resolve();
        log.info({ attemptId: "a-1" }, "inside");
      });
      expect(last()).toMatchObject({ requestId: "r-1", taskId: "t-1", attemptId: "a-1" });
      log.info("after");
      expect(last()).not.toHaveProperty("taskId");
    });
    log.info("elsewhere");
    expect(last()).not.toHaveProperty("requestId");
  });

  it("of work that goes on after its request, or for others, is not about that request", async () => {
    const work = new InFlight(
      () => undefined,
      () => undefined,
    );
    inRequest(newRequest("r-2"), () => {
      outsideRequest(() => log.info("kicked"));
      work.begin("key", async () => log.info("begun"));
    });
    await work.settle(1_000);
    expect(lines.slice(-2).map(({ msg, requestId }) => [msg, requestId])).toEqual([
      ["kicked", undefined],
      ["begun", undefined],
    ]);
  });

  it("keeps what could be a secret to itself", () => {
    log.info({ apiKey: "k", inner: { token: "t", authorization: "a" } }, "with secrets");
    expect(last()).toMatchObject({
      apiKey: "[redacted]",
      inner: { token: "[redacted]", authorization: "[redacted]" },
    });
  });
});

describe("a request", () => {
  it.each(["4f1c-A_b.9", "x".repeat(100)])("keeps the well-formed id that it brings: %s", (given) => {
    expect(newRequest(given).id).toBe(given);
  });

  it.each([undefined, null, "", "two words", "line\nbreak", "a, b", "<b>", "x".repeat(101), ["a"]])(
    "gets a new id instead of %j",
    (given) => {
      expect(newRequest(given).id).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});
