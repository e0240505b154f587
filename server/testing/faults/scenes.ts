/** Brings a stage to the place where the fault of a row happens, and orders it. */
import { expect } from "vitest";
import { PERSON } from "../chaos/seed-rows";
import { PUBLIC_URL } from "../chaos/world";
import { isWireFault } from "./director";
import { type Await, type Row, titleOf } from "./row";
import type { Stage, StageOptions } from "./stage";

export interface Scene {
  readonly options?: StageOptions;
  /** Returns when the fault is ordered, or has happened. */
  play(stage: Stage, row: Row): Promise<void>;
  /** The fault lasts until the run is over at RunningHub or so long that several calls have met it. */
  readonly lasting?: boolean;
  /** What still has to come once it is seen how it stands meanwhile. */
  afterwards?(stage: Stage): Promise<void>;
}

const LOOKS = ["query", "outputs"];
const ENDLESS: StageOptions = { habits: { endless: 1 } };

async function running(stage: Stage): Promise<void> {
  stage.begin();
  await stage.reaches("the run", async () => (await stage.outcome()).status === "RUNNING");
  stage.world.upstream.habits = { ...stage.world.upstream.habits, endless: 0 };
}

/** Not waited for: the fault may kill whoever was asked. */
function stop(stage: Stage): void {
  void stage.world.act(stage.server, "presses stop", ({ taskController }) =>
    taskController.stop(PERSON, stage.taskId),
  );
}

/** The plain rows: the fault at the call to RunningHub that the await is about. */
const PLAIN: Readonly<Record<Exclude<Await, "confirm" | "download">, Scene>> = {
  submit: {
    // Alive when the call is given up, so that a slot let go too early shows.
    options: { habits: { runSeconds: [90, 90] } },
    play: async (stage, row) => {
      if (row.fault === "process killed") stage.director.atPoint("create:after", "kill");
      else if (isWireFault(row.fault)) stage.director.onWire({ calls: ["create"], fault: row.fault });
      else stage.director.atPoint("create:after", "freeze");
      stage.begin();
    },
  },
  refresh: {
    lasting: true,
    play: async (stage, { fault }) => {
      await running(stage);
      if (isWireFault(fault)) stage.director.onWire({ calls: LOOKS, fault });
      else stage.director.atPoint("query:after", "kill");
    },
  },
  stop: {
    lasting: true,
    options: ENDLESS,
    play: async (stage, { fault }) => {
      await running(stage);
      if (isWireFault(fault)) stage.director.onWire({ calls: ["cancel", ...LOOKS], fault });
      else if (fault === "process killed") stage.director.atPoint("cancel:after", "kill");
      else stage.director.atPoint("cancel:before", "freeze");
      stop(stage);
    },
  },
  timeout: {
    lasting: true,
    options: { ...ENDLESS, settings: { TASK_TIMEOUT_MINUTES: "1" } },
    play: async (stage, { fault }) => {
      await running(stage);
      if (isWireFault(fault)) stage.director.onWire({ calls: ["cancel", ...LOOKS], fault });
      else if (fault === "process killed")
        stage.director.atPoint("WatchRepository.timeOutOne/commit:before", "kill");
      else stage.director.atPoint("WatchRepository.timeOut/1:after", "freeze");
    },
  },
};

const atPoint = (...order: Parameters<Stage["director"]["atPoint"]>): Scene => ({
  play: async (stage) => {
    stage.director.atPoint(...order);
    stage.begin();
  },
});

/** The create call's answer is unusable, and webhooks are on. */
const unnamed = (webhook: "on time" | "lost"): Scene => ({
  options: { settings: { PUBLIC_URL }, habits: { webhook: { [webhook]: 1 } } },
  play: async (stage, { fault }) => {
    const unusable = isWireFault(fault) && fault !== "connection refused" && fault !== "reply late";
    stage.director.onWire({ calls: ["create"], fault: unusable ? fault : "reply lost", times: 1 });
    stage.begin();
  },
});

/** Rows whose fault is elsewhere, by the name of their test. */
const PARTICULAR: Readonly<Record<string, Scene>> = {
  "submit × process killed (before SENT is written)": atPoint(
    "AttemptRepository.markSent/begin:before",
    "kill",
  ),
  "submit × process killed (after SENT is written)": atPoint(
    "AttemptRepository.markSent/commit:after",
    "kill",
  ),
  "submit × process frozen for twice the lease (after SENT is written)": atPoint(
    "AttemptRepository.markSent/commit:after",
    "freeze",
  ),
  "submit × 5xx after accept (of an upload)": {
    options: { withFile: true },
    play: async (stage) => {
      stage.director.onWire({ calls: ["binary"], fault: "5xx after accept" });
      stage.begin();
    },
  },
  "submit × reply late (within the minute it is waited for)": {
    play: async (stage) => {
      stage.director.onWire({ calls: ["create"], fault: "slow", times: 1 });
      stage.begin();
    },
  },
  "submit × database restarted (as SENT is written)": {
    play: async (stage) => {
      stage.director.atPoint("AttemptRepository.markSent/commit:after", "lose the database");
      stage.begin();
    },
  },
  "confirm × process killed": atPoint("AttemptRepository.accept/begin:before", "kill"),
  "confirm × process killed (once it is written down)": atPoint(
    "AttemptRepository.accept/commit:after",
    "kill",
  ),
  "confirm × process frozen for twice the lease": atPoint("AttemptRepository.accept/begin:before", "freeze"),
  "confirm × process frozen for twice the lease (in the middle of the write)": atPoint(
    "AttemptRepository.accept/2:after",
    "freeze",
  ),
  "confirm × reply lost": atPoint("AttemptRepository.accept/commit:after", "lose the answer"),
  "confirm × reply late": {
    ...unnamed("lost"),
    afterwards: async (stage) => {
      const [run] = stage.world.upstream.ledger.runs;
      const token = run?.webhookUrl?.split("/").at(-1) ?? "";
      const body = JSON.stringify({
        event: "TASK_END",
        taskId: run?.remoteId,
        eventData: '{"code":0,"data":[]}',
      });
      await stage.act("gets a late webhook", ({ webhooks }) => webhooks.receive(token, body));
    },
  },
  "confirm × 5xx after accept": unnamed("on time"),
  "confirm × HTML": unnamed("on time"),
  "confirm × connection refused": atPoint("AttemptRepository.accept/begin:before", "lose the database"),
  "confirm × connection refused (of the webhook)": unnamed("lost"),
  "confirm × reset": atPoint("AttemptRepository.accept/2:before", "lose the connection"),
  "refresh × process frozen for twice the lease": {
    play: async (stage) => {
      await running(stage);
      const [run] = stage.world.upstream.ledger.runs;
      await stage.reaches(
        "the last third of the run",
        () => (run?.naturalEndAt ?? 0) - stage.world.now() < 10_000,
      );
      stage.director.atPoint("query:after", "freeze");
    },
    afterwards: async (stage) => {
      await stage.reaches("the end of the run", () => stage.world.upstream.ledger.runs[0]?.endedAt !== null);
      expect(stage.world.servers[0]?.process.state).toBe("frozen");
    },
  },
  "refresh × process killed (at the end of the run)": {
    play: async (stage) => {
      await running(stage);
      stage.director.atPoint("WatchRepository.ended/commit:before", "kill");
    },
    lasting: true,
  },
  "stop × reply lost (of the create call)": {
    play: async (stage) => {
      stage.director.onWire({ calls: ["create"], fault: "reply lost", times: 1 });
      stage.begin();
      await stage.reaches("the create call", () => stage.director.hits > 0);
      stop(stage);
    },
  },
  "stop × reply late (of the create call)": {
    options: ENDLESS,
    play: async (stage) => {
      stage.director.onWire({ calls: ["create"], fault: "slow", times: 1 });
      stage.begin();
      await stage.reaches("the create call", () => stage.director.hits > 0);
      stage.world.upstream.habits = { ...stage.world.upstream.habits, endless: 0 };
      stop(stage);
    },
  },
  "timeout × process killed (after the cancel)": {
    ...PLAIN.timeout,
    play: async (stage) => {
      await running(stage);
      stage.director.atPoint("cancel:after", "kill");
    },
  },
  "download × process killed": {
    ...atPoint("OutputRepository.settle/begin:before", "kill"),
    options: { alone: true },
  },
  "download × process frozen for twice the lease": {
    ...atPoint("OutputRepository.settle/begin:before", "freeze"),
    options: { alone: true },
  },
};

/** @throws Error for a row that nobody has put on a stage */
export function sceneOf(row: Row): Scene {
  const particular = PARTICULAR[titleOf(row)];
  if (particular) return particular;
  if (row.when !== null || row.await === "confirm" || row.await === "download")
    throw new Error(`no scene for ${titleOf(row)}`);
  return PLAIN[row.await];
}
