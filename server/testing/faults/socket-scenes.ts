/** The rows that are proved over real sockets, as they are played. */
import { createServer } from "node:net";
import { expect } from "vitest";
import { until } from "../processes/until";
import { type Row, titleOf } from "./row";
import { PATIENCE_MS } from "./socket-product";
import type { SocketStage } from "./socket-stage";

interface SocketScene {
  /** Up to where it is seen how it stands meanwhile. */
  play(stage: SocketStage): Promise<void>;
  /** What comes then, healing included. */
  goOn?(stage: SocketStage): Promise<void>;
}

/** Every way the product says that a statement failed. */
const DATABASE_MISSED =
  /could not read what is due|a duty failed|background work failed|could not record an answer/;
const SILENT = { newOnes: true } as const;

async function reached(stage: SocketStage): Promise<void> {
  await until("the answer", async () => stage.gate.isReached);
}

/** @param whileAway returns when the database may come back */
async function restartDatabase(stage: SocketStage, whileAway: () => Promise<unknown>): Promise<void> {
  await stage.databaseSwitch.off();
  try {
    await whileAway();
  } finally {
    await stage.databaseSwitch.on();
  }
}

async function submitHeld(stage: SocketStage): Promise<void> {
  stage.gate.hold("create");
  await stage.begin();
  await reached(stage);
}

async function finish(stage: SocketStage): Promise<void> {
  await until("the run", async () => (await stage.outcome()).status === "RUNNING");
  await stage.finishRun();
}

/** A run has succeeded, and fetching its file meets the fault of the simulator. */
const fetching = (fault: object, count: number | null): SocketScene => ({
  play: async (stage) => {
    await stage.beginAndRun();
    await stage.simulatorFault("files", fault, count);
    await stage.finishRun();
    await stage.hasLogged(/download failed/);
  },
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("not a port");
  return address.port;
}

const SCENES: Readonly<Record<string, SocketScene>> = {
  "submit × database restarted": {
    play: submitHeld,
    goOn: async (stage) => {
      await restartDatabase(stage, () => stage.hasLogged(DATABASE_MISSED));
      stage.gate.release();
      await finish(stage);
    },
  },
  "submit × half-open TCP": {
    play: async (stage) => {
      stage.toRunningHub.silence(SILENT);
      await stage.begin();
    },
    goOn: async (stage) => stage.toRunningHub.heal(),
  },
  "confirm × database restarted": {
    play: submitHeld,
    goOn: async (stage) => {
      await restartDatabase(stage, () => {
        stage.gate.release();
        return stage.hasLogged(/could not record an answer yet/);
      });
      await finish(stage);
    },
  },
  "confirm × half-open TCP": {
    play: submitHeld,
    goOn: async (stage) => {
      stage.toDatabase.silence({ newOnes: false });
      stage.gate.release();
      await stage.hasLogged(/could not record an answer yet/);
      await finish(stage);
    },
  },
  "refresh × database restarted": {
    play: (stage) => stage.beginAndRun(),
    goOn: (stage) =>
      restartDatabase(stage, async () => {
        await stage.finishRun();
        await stage.hasLogged(DATABASE_MISSED);
      }),
  },
  "refresh × half-open TCP": {
    play: async (stage) => {
      await stage.beginAndRun();
      stage.toRunningHub.silence(SILENT);
      await stage.finishRun();
      await stage.hasLogged(/look at RunningHub failed/, 2);
    },
    goOn: async (stage) => stage.toRunningHub.heal(),
  },
  "stop × database restarted": {
    play: async (stage) => {
      await stage.beginAndRun();
      stage.gate.hold("cancel");
      await stage.stop();
      await reached(stage);
    },
    goOn: (stage) =>
      restartDatabase(stage, () => {
        stage.gate.release();
        return stage.hasLogged(DATABASE_MISSED);
      }),
  },
  "stop × database restarted (as stop is pressed)": {
    play: (stage) => stage.beginAndRun(),
    goOn: async (stage) => {
      await restartDatabase(stage, () => expect(stage.stop()).rejects.toThrow());
      await stage.finishRun();
    },
  },
  "stop × half-open TCP": {
    play: async (stage) => {
      await stage.beginAndRun();
      stage.toRunningHub.silence(SILENT);
      await stage.stop();
      await stage.hasLogged(/look at RunningHub failed/);
    },
    goOn: async (stage) => stage.toRunningHub.heal(),
  },
  "timeout × database restarted": {
    play: (stage) => stage.beginAndRun(),
    goOn: async (stage) => {
      // Cut off first: the limit is moved where the product cannot see it pass before the database is away.
      stage.toDatabase.silence(SILENT);
      await stage.passLimit();
      await restartDatabase(stage, () => {
        stage.toDatabase.heal();
        stage.toDatabase.reset();
        return stage.hasLogged(DATABASE_MISSED);
      });
    },
  },
  "timeout × half-open TCP": {
    play: async (stage) => {
      await stage.beginAndRun();
      stage.toRunningHub.silence(SILENT);
      await stage.passLimit();
      await stage.hasLogged(/cancel sent/);
    },
    goOn: async (stage) => stage.toRunningHub.heal(),
  },
  "download × reply lost": fetching({ type: "hang" }, 2),
  "download × reply late": fetching({ type: "delay", ms: PATIENCE_MS * 1.5 }, 2),
  "download × 5xx after accept": fetching({ type: "html502" }, 2),
  "download × 5xx after accept (for good)": fetching({ type: "html502" }, null),
  "download × HTML": fetching({ type: "status", status: 200, body: "<html>sign in</html>" }, 2),
  "download × reset": fetching({ type: "truncate" }, 2),
  "download × connection refused": {
    play: async (stage) => {
      await stage.beginAndRun();
      stage.filesFrom = `http://127.0.0.1:${await closedPort()}`;
      await stage.finishRun();
      await stage.hasLogged(/download failed.*ECONNREFUSED|ECONNREFUSED.*download failed/);
    },
    goOn: async (stage) => {
      stage.filesFrom = null;
    },
  },
  "download × database restarted": {
    play: async (stage) => {
      await stage.beginAndRun();
      stage.gate.hold("file");
      await stage.finishRun();
      await reached(stage);
    },
    goOn: (stage) =>
      restartDatabase(stage, () => {
        stage.gate.release();
        return stage.hasLogged(/download failed/);
      }),
  },
  "download × half-open TCP": {
    play: async (stage) => {
      await stage.beginAndRun();
      stage.filesFrom = `http://127.0.0.1:${stage.toFiles.port}`;
      stage.toFiles.silence(SILENT);
      await stage.finishRun();
      await stage.hasLogged(/download failed/);
    },
    goOn: async (stage) => stage.toFiles.heal(),
  },
};

/** @throws Error for a row that nobody has put on a stage */
export function socketSceneOf(row: Row): SocketScene {
  const scene = SCENES[titleOf(row)];
  if (!scene) throw new Error(`no scene for ${titleOf(row)}`);
  return scene;
}
