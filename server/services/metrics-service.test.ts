import { expect, it } from "vitest";
import { MetricsService } from "./metrics-service";

const NO_TASKS = { READY: 0, PENDING: 0, QUEUED: 0, RUNNING: 0, SUCCESS: 0, FAILED: 0, STOPPED: 0 };

function service() {
  return new MetricsService({
    counts: async () => NO_TASKS,
    lane: async () => ({
      accounts: [],
      breakers: [],
      spendingHolds: [],
      waiting: 0,
      typicalSeconds: null,
      secondsToEmpty: null,
      queuePaused: false,
      restoredFrom: null,
      simulator: false,
      now: "2026-01-01T00:00:00.000Z",
    }),
    passAgeSeconds: () => 1,
    isLeader: () => true,
    subscribers: () => 0,
    connections: () => null,
  });
}

it("two services of one process both tell the figures of the process, and each its own", async () => {
  const [one, other] = [service(), service()];
  one.slotTaken(0.3);
  const [first, second] = await Promise.all([one.render(), other.render()]);
  for (const text of [first, second]) {
    expect(text.match(/^# TYPE process_cpu_seconds_total counter$/gm)).toHaveLength(1);
    expect(text).toContain("hubqueue_scheduler_leader 1");
  }
  expect(first).toContain("hubqueue_slot_idle_seconds_count 1");
  expect(second).toContain("hubqueue_slot_idle_seconds_count 0");
});
