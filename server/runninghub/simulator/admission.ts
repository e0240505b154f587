import { blockText } from "./accounts";
import { findMissingAsset } from "./assets";
import type { Engine } from "./engine";
import { failureAtWork } from "./failures";
import { type Graph, outputNodeIds, readGraph } from "./graph";
import { fractionOf } from "./ids";
import type { Account, PlannedFailure, Task, WorkflowKind } from "./model";
import { applyOverrides, findMismatch, type NodeInfo, randomiseSeeds } from "./node-info";
import { planOutputs } from "./output-plan";
import { type NodeErrors, validateOverrides } from "./prompt-validation";
import { forceTask } from "./task-force";

export interface SubmitRequest {
  account: Account;
  path: string;
  generation: "v1" | "v2";
  kind: WorkflowKind;
  workflowId: string;
  nodeInfoList: NodeInfo[];
  /** A pasted graph (JSON text), which replaces the saved one. */
  graphText: string | null;
  webhookUrl: string | null;
  instanceType: string;
  usePersonalQueue: boolean;
}

export interface Refusal {
  code: number;
  msg: string;
}

export type SubmitResult = { task: Task } | { refusal: Refusal };

const PERSONAL_QUEUE_LIMIT = 1000;

/** Whether the account may have one more task now; null = yes. Nothing is consumed by a refusal. */
function refusalForSlot(engine: Engine, request: SubmitRequest): Refusal | null {
  const { account } = request;
  const { total } = engine.slots(account);
  if (account.type !== "EXCLUSIVE")
    return total < account.limit ? null : { code: 421, msg: "TASK_QUEUE_MAXED" };
  if (total < account.limit) return null;
  if (!request.usePersonalQueue) return { code: 415, msg: "TASK_INSTANCE_MAXED" };
  return total - account.limit < PERSONAL_QUEUE_LIMIT
    ? null
    : { code: 814, msg: "PERSONAL_QUEUE_COUNT_LIMIT" };
}

function refusalForMoney(engine: Engine, account: Account): Refusal | null {
  const { coins, money } = engine.balance(account);
  if (account.type === "NORMAL" && coins <= 0) return { code: 414, msg: blockText(414) };
  if (account.type === "SHARED" && money <= 0) return { code: 416, msg: blockText(416) };
  return null;
}

function savedGraph(engine: Engine, request: SubmitRequest): Graph | Refusal {
  const { workflowId, kind, graphText } = request;
  const workflow = engine.workflow(workflowId);
  if (kind === "ai-app")
    return workflow?.kind === "ai-app" ? workflow.graph : { code: 1, msg: "webapp not exists" };
  const isKnown = workflow?.kind === "workflow";
  if (graphText !== null && (isKnown || engine.settings.acceptUnknownWorkflowIds)) {
    const graph = readGraph(graphText);
    if (!graph) return { code: 433, msg: "VALIDATE_PROMPT_FAILED: the workflow is not an API-format graph" };
    if (outputNodeIds(graph).length === 0)
      return { code: 433, msg: "VALIDATE_PROMPT_FAILED: prompt_no_outputs: Prompt has no outputs" };
    return graph;
  }
  return isKnown ? workflow.graph : { code: 380, msg: "WORKFLOW_NOT_EXISTS" };
}

const isRefusal = (value: Graph | Refusal): value is Refusal => typeof value.code === "number";

function plannedFailure(
  engine: Engine,
  graph: Graph,
  request: SubmitRequest,
  saved: Graph,
): PlannedFailure | null {
  const { uploadLifetimeHours } = engine.settings;
  const lifetimeMs = uploadLifetimeHours === null ? null : uploadLifetimeHours * 3_600_000;
  const isUploaded = (name: string) => engine.uploads.find(name, lifetimeMs) !== null;
  const missing = findMissingAsset(saved, graph, request.nodeInfoList, isUploaded);
  if (missing) {
    const message = `[Errno 2] No such file or directory: '/workspace/ComfyUI/input/${missing.fileName}'`;
    return { kind: "missing-file", nodeId: missing.nodeId, nodeName: missing.classType, message };
  }
  const { failure, failureMessage = null } = engine.behaviourOf(request.workflowId);
  return failure ? failureAtWork(graph, failure, failureMessage) : null;
}

const MISSING_FILE_SHARE = 0.2;

function buildTask(
  engine: Engine,
  request: SubmitRequest,
  saved: Graph,
  graph: Graph,
  nodeErrors: NodeErrors,
): Task {
  const { settings } = engine;
  const { account, kind, generation, workflowId, nodeInfoList, instanceType } = request;
  const behaviour = engine.behaviourOf(workflowId);
  const taskId = engine.newTaskId();
  const createdAt = engine.now();
  const createMs = engine.scaled(behaviour.createMs ?? settings.createMs);
  const queueMs = engine.scaled(behaviour.queueMs ?? settings.queueMs);
  const fullRunMs = behaviour.runMs ?? settings.runMs ?? 6000 + Math.floor(4000 * fractionOf(taskId));
  const broken = new Set(Object.values(nodeErrors).flatMap((entry) => entry.dependent_outputs));
  const outputs = planOutputs(graph, taskId, createdAt).filter((file) => !broken.has(file.nodeId));
  let failure = plannedFailure(engine, graph, request, saved);
  if (!failure && broken.size > 0 && outputs.length === 0)
    failure = failureAtWork(graph, "error", "Prompt outputs failed validation");
  const runMs = engine.scaled(failure?.kind === "missing-file" ? fullRunMs * MISSING_FILE_SHARE : fullRunMs);
  const isPersonal = account.type === "EXCLUSIVE" && request.usePersonalQueue;
  return {
    ...{ taskId, clientId: engine.newClientId(), key: account.key, generation, kind, workflowId },
    ...{ graph, nodeInfoList, nodeErrors, instanceType, createdAt, createMs, speed: engine.speed },
    ...{
      runsAt: isPersonal ? null : createdAt + createMs + queueMs,
      inPersonalQueue: isPersonal,
      runMs,
      failure,
    },
    ...{ cancelledAt: null, lost: false, outputs: behaviour.noOutputs ? [] : outputs },
    ...{ falseFailures: 0, emptyOutputs: 0, emptyOutputsAs: "array" },
    webhook: request.webhookUrl === null ? null : newWebhook(engine, request.webhookUrl),
  };
}

function newWebhook(engine: Engine, url: string): Task["webhook"] {
  const now = engine.now();
  return {
    ...{ id: engine.newTaskId(), url, status: "PENDING", response: null, retryCount: 0 },
    ...{
      createdAt: now,
      updatedAt: now,
      nextAttemptAt: null,
      isDone: false,
      delayMs: engine.scaled(engine.settings.webhookDelayMs),
    },
  };
}

function decide(engine: Engine, request: SubmitRequest): SubmitResult {
  const { account, nodeInfoList } = request;
  if (account.blocked !== null)
    return { refusal: { code: account.blocked, msg: blockText(account.blocked) } };
  const { refuse } = engine.behaviourOf(request.workflowId);
  if (refuse) return { refusal: refuse };
  const saved = savedGraph(engine, request);
  if (isRefusal(saved)) return { refusal: saved };
  const mismatch = findMismatch(saved, nodeInfoList);
  if (mismatch !== null) return { refusal: { code: 803, msg: mismatch } };
  const graph = applyOverrides(saved, nodeInfoList);
  const nodeErrors =
    engine.settings.validation === "off" ? {} : validateOverrides(saved, graph, nodeInfoList);
  const [firstError] = Object.values(nodeErrors).flatMap((entry) => entry.errors);
  if (firstError && engine.settings.validation === "433")
    return {
      refusal: { code: 433, msg: `VALIDATE_PROMPT_FAILED: ${firstError.message}: ${firstError.details}` },
    };
  const refusal = refusalForMoney(engine, account) ?? refusalForSlot(engine, request);
  if (refusal) return { refusal };
  if (engine.settings.randomiseSeeds)
    randomiseSeeds(graph, nodeInfoList, () => Math.floor(Math.random() * Number.MAX_SAFE_INTEGER));
  return { task: buildTask(engine, request, saved, graph, nodeErrors) };
}

/** Admits a run or refuses it, and writes either down. Every call is its own task: there is no idempotency. */
export function submit(engine: Engine, request: SubmitRequest): SubmitResult {
  engine.settle();
  const activeBefore = engine.slots(request.account).total;
  const result = decide(engine, request);
  if ("task" in result) {
    engine.saveTask(result.task);
    const force = engine.upcomingForces.shift();
    if (force) forceTask(engine, result.task, force);
  }
  engine.settle();
  engine.ledger.record({
    path: request.path,
    key: request.account.key,
    workflowId: request.workflowId,
    nodeInfoList: request.nodeInfoList,
    webhookUrl: request.webhookUrl,
    hasGraph: request.graphText !== null,
    accepted: "task" in result,
    code: "task" in result ? 0 : result.refusal.code,
    msg: "task" in result ? "success" : result.refusal.msg,
    taskId: "task" in result ? result.task.taskId : null,
    activeBefore,
    limit: request.account.limit,
  });
  return result;
}
