import { z } from "zod";
import { appInputsOf, idForName } from "./app-inputs";
import { faultRuleSchema } from "./faults";
import { readGraph } from "./graph";
import { type Call, jsonReply, type SimulatorApp, type SimulatorParts } from "./http-context";
import { isJsonObject, parseJson } from "./json";
import { ledgerReport } from "./ledger-report";
import { accountSchema, behaviourSchema } from "./model";
import { readCatalogue } from "./samples";
import { settingsSchema } from "./settings";
import { forceTask, taskForceSchema } from "./task-force";

const problem = (status: number, error: string) => jsonReply({ error }, status);

/** Parses the body with a schema and answers 400 with the reason when it does not fit. */
function withBody<Schema extends z.ZodType>(
  schema: Schema,
  handler: (body: z.infer<Schema>, call: Call) => Response | Promise<Response>,
) {
  return async (call: Call) => {
    const text = await call.req.text();
    let body: unknown;
    try {
      body = text.trim() === "" ? {} : parseJson(text);
    } catch {
      return problem(400, "malformed JSON");
    }
    const parsed = schema.safeParse(body);
    return parsed.success ? handler(parsed.data, call) : problem(400, z.prettifyError(parsed.error));
  };
}

// Not `.partial()` alone: a partial schema still fills defaults in, which would undo earlier patches.
const given = <Shape extends object>(parsed: Shape, raw: unknown): Partial<Shape> =>
  Object.fromEntries(
    Object.entries(parsed).filter(([name]) => isJsonObject(raw) && Object.hasOwn(raw, name)),
  ) as Partial<Shape>; // a subset of the same entries

const workflowSchema = z.strictObject({
  workflowId: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
  kind: z.enum(["workflow", "ai-app"]).default("workflow"),
  name: z.string().default("registered workflow"),
  graph: z.union([z.string(), z.record(z.string(), z.unknown())]),
  behaviour: behaviourSchema.default({}),
});

function mountState(app: SimulatorApp, parts: SimulatorParts): void {
  const { engine, faults, webhooks } = parts;

  app.post(
    "/__control/workflows",
    withBody(workflowSchema, ({ workflowId, kind, name, graph: source, behaviour }) => {
      const graph = readGraph(source);
      if (!graph) return problem(400, "graph is not an API-format graph");
      const id = workflowId ?? idForName(name);
      const inputs = kind === "ai-app" ? appInputsOf(graph) : [];
      engine.registerWorkflow({ workflowId: id, kind, name, graph, behaviour, inputs });
      return jsonReply({ workflowId: id, name, kind }, 201);
    }),
  );
  app.get("/__control/workflows", () =>
    jsonReply(
      engine
        .allWorkflows()
        .map(({ workflowId, kind, name, behaviour }) => ({ workflowId, kind, name, behaviour })),
    ),
  );
  app.post(
    "/__control/workflows/:id/behaviour",
    withBody(behaviourSchema, (behaviour, call) => {
      const workflow = engine.workflow(call.req.param("id") ?? "");
      if (!workflow) return problem(404, "no such workflow");
      engine.registerWorkflow({ ...workflow, behaviour });
      return jsonReply({ workflowId: workflow.workflowId, behaviour });
    }),
  );
  app.get("/__control/samples", () =>
    jsonReply(readCatalogue().map(({ behaviour, inputs, ...entry }) => entry)),
  );

  app.post(
    "/__control/accounts",
    withBody(z.looseObject({ key: z.string().min(1) }), (body) => {
      const fields = accountSchema.strict().safeParse(body);
      if (!fields.success) return problem(400, z.prettifyError(fields.error));
      return jsonReply(engine.patchAccount({ ...given(fields.data, body), key: body.key }));
    }),
  );
  app.get("/__control/accounts", () =>
    jsonReply(
      engine.allAccounts().map((account) => ({
        ...account,
        ...{ slots: engine.slots(account), balance: engine.balance(account) },
      })),
    ),
  );
  app.post(
    "/__control/settings",
    withBody(z.looseObject({}), (body) => {
      const fields = settingsSchema.safeParse(body);
      if (!fields.success) return problem(400, z.prettifyError(fields.error));
      return jsonReply(engine.patchSettings(given(fields.data, body)));
    }),
  );
  app.get("/__control/settings", () => jsonReply(engine.settings));
  app.post("/__control/reset", () => {
    webhooks.clear();
    faults.clear();
    engine.reset();
    return jsonReply({ ok: true });
  });
}

function mountTasks(app: SimulatorApp, parts: SimulatorParts): void {
  const { engine } = parts;
  app.get("/__control/tasks", () =>
    jsonReply(
      engine.allTasks().map(({ graph, ...task }) => ({ ...task, state: engine.stateOf({ graph, ...task }) })),
    ),
  );
  app.get("/__control/tasks/:id", (call) => {
    const task = engine.task(call.req.param("id"));
    return task ? jsonReply({ ...task, state: engine.stateOf(task) }) : problem(404, "no such task");
  });
  app.post(
    "/__control/tasks/next",
    withBody(taskForceSchema.extend({ count: z.number().int().min(1).default(1) }), ({ count, ...force }) => {
      for (let index = 0; index < count; index += 1) engine.upcomingForces.push(force);
      return jsonReply({ waiting: engine.upcomingForces.length });
    }),
  );
  app.post(
    "/__control/tasks/:id",
    withBody(taskForceSchema, (force, call) => {
      const task = engine.task(call.req.param("id") ?? "");
      if (!task) return problem(404, "no such task");
      forceTask(engine, task, force);
      parts.pump();
      return jsonReply({ taskId: task.taskId, state: engine.stateOf(task) });
    }),
  );
  app.post(
    "/__control/advance",
    withBody(z.strictObject({ ms: z.number().min(0) }), ({ ms }) => {
      engine.advance(ms);
      parts.pump();
      return jsonReply({ now: engine.now() });
    }),
  );
  app.get("/__control/ledger", () => jsonReply(ledgerReport(engine)));
}

function mountFaults(app: SimulatorApp, { faults }: SimulatorParts): void {
  app.post(
    "/__control/faults",
    withBody(faultRuleSchema, (rule) => jsonReply(faults.add(rule), 201)),
  );
  app.get("/__control/faults", () => jsonReply(faults.list()));
  app.delete("/__control/faults", () => {
    faults.clear();
    return jsonReply({ ok: true });
  });
  app.delete("/__control/faults/:id", (call) =>
    faults.remove(Number(call.req.param("id"))) ? jsonReply({ ok: true }) : problem(404, "no such fault"),
  );
}

/** The levers of tests and demos; nothing here exists on the real service. */
export function mountControl(app: SimulatorApp, parts: SimulatorParts): void {
  mountState(app, parts);
  mountTasks(app, parts);
  mountFaults(app, parts);
  app.get("/__control/health", () =>
    jsonReply({ ok: true, now: parts.engine.now(), speed: parts.engine.speed }),
  );
  app.all("/__control/*", () => problem(404, "unknown control call"));
}
