import type { Engine } from "./engine";
import { stringifyJson } from "./json";
import type { Task } from "./model";
import { endOf } from "./timeline";
import { webhookBody, webhookEventData } from "./webhook-body";

/** Sends TASK_END calls when their time has come; the schedule lives in the tasks, so it survives a restart. */
export class WebhookSender {
  private readonly waiting = new Set<Task>();
  private readonly inFlight = new Map<Task, Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly engine: Engine,
    private readonly baseUrl: () => string,
  ) {
    for (const task of engine.allTasks()) this.watch(task);
  }

  /** Takes a task's webhook into the schedule; call it for every new task. */
  watch(task: Task): void {
    if (task.webhook && !task.webhook.isDone) this.waiting.add(task);
  }

  eventData(task: Task): object {
    return webhookEventData(this.engine, task, this.baseUrl());
  }

  /** Starts over for an ended task, to a new address if one is given. */
  resend(task: Task, url: string | null): void {
    if (!task.webhook) return;
    const fresh = {
      url: url ?? task.webhook.url,
      retryCount: 0,
      nextAttemptAt: this.engine.now(),
      isDone: false,
    };
    Object.assign(task.webhook, fresh);
    this.engine.saveTask(task);
    this.watch(task);
    this.pump();
  }

  /** Sends whatever is due. Cheap when nothing is. */
  pump(): void {
    for (const task of this.waiting) {
      const dueAt = this.dueAt(task);
      if (dueAt === null || this.engine.now() < dueAt || this.inFlight.has(task)) continue;
      const attempt = this.attempt(task).finally(() => this.inFlight.delete(task));
      this.inFlight.set(task, attempt);
    }
  }

  private dueAt(task: Task): number | null {
    const end = endOf(task);
    if (!task.webhook || end === null) return null;
    return task.webhook.nextAttemptAt ?? end + task.webhook.delayMs;
  }

  private async attempt(task: Task): Promise<void> {
    const { webhook } = task;
    if (!webhook) return;
    const { settings } = this.engine;
    let failure: string | null = settings.webhookLost ? "lost on purpose" : null;
    if (!settings.webhookLost) {
      const copies = 1 + settings.webhookDuplicates;
      const body = stringifyJson(webhookBody(this.engine, task, this.baseUrl()));
      for (let copy = 0; copy < copies; copy += 1) failure = await this.post(webhook.url, body);
    }
    // After a reset the task is gone: saving it would bring it back.
    if (this.stopping.signal.aborted || this.engine.task(task.taskId) !== task) return;
    webhook.updatedAt = this.engine.now();
    webhook.response = failure ?? "ok";
    webhook.status = failure === null ? "SUCCESS" : "FAILED";
    const isLast = settings.webhookLost || webhook.retryCount >= settings.webhookRetries;
    if (failure === null || isLast) {
      webhook.isDone = true;
      this.waiting.delete(task);
    } else {
      webhook.retryCount += 1;
      webhook.nextAttemptAt = this.engine.now() + this.engine.scaled(settings.webhookRetryMs);
    }
    this.engine.saveTask(task);
  }

  /** Null when the receiver answered 2xx, else what went wrong. */
  private async post(url: string, body: string): Promise<string | null> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        redirect: "manual",
        signal: AbortSignal.any([
          this.stopping.signal,
          AbortSignal.timeout(this.engine.settings.webhookTimeoutMs),
        ]),
      });
      await response.arrayBuffer();
      return response.ok ? null : `HTTP ${response.status}`;
    } catch (error) {
      return `I/O error on POST request for "${url}": ${error instanceof Error ? error.message : "unknown"}`;
    }
  }

  clear(): void {
    this.waiting.clear();
  }

  /** Aborts what is on the way; unfinished deliveries are taken up by the next start. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.waiting.clear();
    await Promise.all(this.inFlight.values());
  }
}
