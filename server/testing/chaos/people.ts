/** What people do during a storm, through the services that the doors call. */
import type { PersonsAction } from "./scenario";
import { PERSON } from "./seed-rows";
import type { History, Press } from "./storm";
import type { Server, World } from "./world";

export class People {
  constructor(
    private readonly world: World,
    private readonly history: History,
  ) {}

  /** Does it on some process that is up; refusals are part of life. */
  act(action: PersonsAction): void {
    const { world } = this;
    const up = world.servers.filter(({ process }) => process.state === "up");
    const server = up[Math.floor(action.at * 1000) % Math.max(1, up.length)];
    if (!server) return;
    switch (action.kind) {
      case "pause":
        void world.act(server, "pauses the queue", ({ queue }) => queue.pause(PERSON));
        return;
      case "resume":
        void world.act(server, "resumes the queue", ({ queue }) => queue.resume(PERSON));
        return;
      case "create":
        if (action.task.start) this.press([action.task.tag]);
        world.addTaskSoon(server, action.task);
        return;
      case "limit":
        world.trace("person", `sets the limit of ${action.account} to ${action.limit}`);
        world.setLimit(action.account, action.limit, () => {
          this.history.limits.push({ account: action.account, at: world.now(), limit: action.limit });
        });
        return;
      case "again":
      case "link":
        this.settle(server, action.kind, action.tag);
        return;
      default:
        this.onTasks(server, action.kind, action.tags);
    }
  }

  /** Pressing start allows one more run of each task. @returns to be called when it had its answer */
  press(tags: readonly string[]): () => void {
    const presses = tags.map((tag): Press => ({ tag, at: this.world.now(), answeredAt: null }));
    this.history.presses.push(...presses);
    return () => {
      for (const press of presses) press.answeredAt = this.world.now();
    };
  }

  private onTasks(server: Server, kind: "start" | "stop" | "delete" | "undo", tags: readonly string[]): void {
    const ids = tags.flatMap((tag) => this.world.taskIds.get(tag) ?? []);
    const [id] = ids;
    if (id === undefined) return;
    const answered = kind === "start" ? this.press(tags) : () => undefined;
    const done = this.world.act(server, `${kind} ${tags.join(" ")}`, async ({ taskController }) => {
      if (kind === "undo") return taskController.restore(PERSON, id);
      if (ids.length > 1) return taskController.batch(PERSON, kind, { ids });
      if (kind === "start") return taskController.start(PERSON, id);
      return kind === "stop" ? taskController.stop(PERSON, id) : taskController.remove(PERSON, id);
    });
    void done.then(answered);
  }

  /** "It did not start" is said in good faith and may be wrong; "it is running" names the run that the website shows. */
  private settle(server: Server, kind: "again" | "link", tag: string): void {
    const id = this.world.taskIds.get(tag);
    const run = this.world.upstream.ledger.runs.findLast((each) => each.tag === tag);
    if (id === undefined) return;
    if (kind === "again") {
      const answered = this.press([tag]);
      const done = this.world.act(server, `says that ${tag} did not start`, ({ submitSettlement }) =>
        submitSettlement.sendAgain(PERSON, id),
      );
      void done.then(answered);
    } else if (run) {
      void this.world.act(server, `says that ${tag} is ${run.remoteId}`, ({ submitSettlement }) =>
        submitSettlement.linkRun(PERSON, id, run.remoteId),
      );
    }
  }
}
