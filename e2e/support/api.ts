import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import type { CreateTaskInput, TaskDetail, TaskPage, TaskView, UploadView } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import type { WorkflowView } from "@/lib/workflow-schemas";
import type { AppRouter } from "@/server/transport/router";
import { API_TOKEN } from "./product";

const AUTHORIZATION = { authorization: `Bearer ${API_TOKEN}` };

export interface Answer<T> {
  readonly status: number;
  readonly contentType: string;
  readonly body: T;
}

/** What a script outside a browser has: REST with a bearer token, and the typed tRPC client. */
export class Api {
  readonly trpc: TRPCClient<AppRouter>;

  constructor(readonly baseUrl: string) {
    this.trpc = createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${baseUrl}/api/trpc`, headers: AUTHORIZATION })],
    });
  }

  /** The call as it is, with the token unless headers of one's own say otherwise. */
  send(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.baseUrl + path, { ...init, headers: { ...AUTHORIZATION, ...init.headers } });
  }

  /** A JSON call and its JSON answer, whatever its status. */
  async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await this.send(path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    });
    const text = await response.text();
    return {
      status: response.status,
      contentType: response.headers.get("content-type") ?? "",
      body: JSON.parse(text) as T, // each caller names the shape product.md promises
    };
  }

  /** Like `call`, for a call that must succeed. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }

  create(input: CreateTaskInput): Promise<TaskView> {
    return this.ask("POST", "/api/tasks", input);
  }

  /** A task that paints its own name: a quick run, and different inputs for different names. */
  async createPicture(workflowName: string, more: Partial<CreateTaskInput> = {}): Promise<TaskView> {
    const { remoteId } = await this.sample("Text to image");
    const prompt = { nodeId: "2", fieldName: "text", fieldValue: workflowName };
    return this.create({ workflowId: remoteId, workflowName, nodeInfoList: [prompt], ...more });
  }

  task(id: string): Promise<TaskDetail> {
    return this.ask("GET", `/api/tasks/${id}`);
  }

  list(query = ""): Promise<TaskPage> {
    return this.ask("GET", `/api/tasks${query}`);
  }

  start(id: string): Promise<TaskView> {
    return this.ask("POST", `/api/tasks/${id}/start`);
  }

  stop(id: string): Promise<TaskView> {
    return this.ask("POST", `/api/tasks/${id}/stop`);
  }

  /** Whatever the test before left in the queue, thousands if need be. */
  async deleteEverything(): Promise<void> {
    const id = randomUUID();
    await this.trpc.operations.request.mutate({ id, action: "delete", target: { filter: {} } });
    await expect
      .poll(async () => (await this.trpc.operations.get.query({ id })).finishedAt, { timeout: 60_000 })
      .not.toBeNull();
  }

  /** Waits until the task is in that status. @returns the task then */
  async reaches(id: string, status: TaskStatus, timeout = 20_000): Promise<TaskDetail> {
    let task = await this.task(id);
    await expect(async () => {
      task = await this.task(id);
      expect(task.status, `${task.workflowName}: ${JSON.stringify(task.statusReason)}`).toBe(status);
    }).toPass({ timeout, intervals: [50, 100, 250] });
    return task;
  }

  async upload(bytes: Uint8Array<ArrayBuffer>, fileName: string, type: string): Promise<UploadView> {
    const form = new FormData();
    form.append("file", new Blob([bytes], { type }), fileName);
    const response = await this.send("/api/uploads", { method: "POST", body: form });
    expect(response.status).toBe(201);
    return (await response.json()) as UploadView; // the shape of a 201
  }

  /** A bundled sample, by its English name. */
  async sample(name: string): Promise<WorkflowView> {
    const found = (await this.trpc.workflows.list.query()).find((workflow) => workflow.name === name);
    if (found === undefined) throw new Error(`There is no sample named ${name}`);
    return found;
  }
}
