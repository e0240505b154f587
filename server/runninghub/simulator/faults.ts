import { z } from "zod";

const accepted = z.boolean().default(false);

export const faultSchema = z.discriminatedUnion("type", [
  /** The connection dies before the call does anything. */
  z.strictObject({ type: z.literal("drop-before") }),
  /** The call does its work, then the connection dies without an answer. */
  z.strictObject({ type: z.literal("drop-after") }),
  /** The call does its work, half of the answer arrives. */
  z.strictObject({ type: z.literal("truncate") }),
  /**
   * The answer begins as it should, with its own headers, and the connection dies after so many bytes of its body;
   * `changes`: results are other files from then on.
   */
  z.strictObject({ type: z.literal("break"), afterBytes: z.number().int().min(0), changes: accepted }),
  /** Real milliseconds, before the work or between the work and the answer. */
  z.strictObject({
    type: z.literal("delay"),
    ms: z.number().min(0).max(600_000),
    when: z.enum(["before", "after"]).default("before"),
  }),
  z.strictObject({
    type: z.literal("status"),
    status: z.number().int().min(200).max(599),
    body: z.unknown().optional(),
    contentType: z.string().optional(),
    accepted,
  }),
  z.strictObject({ type: z.enum(["html502", "html504", "http429", "http401"]), accepted }),
  /** HTTP 200 with this body instead of the real one. */
  z.strictObject({ type: z.literal("json"), body: z.unknown(), accepted }),
  /** No answer until the client gives up. */
  z.strictObject({ type: z.literal("hang"), accepted }),
  /** The run is accepted, the answer is a success without a task id. */
  z.strictObject({ type: z.literal("accept-no-task-id") }),
  /** 421 although a slot is free, as if another program held it. */
  z.strictObject({ type: z.literal("busy") }),
]);
export type Fault = z.infer<typeof faultSchema>;

export const CALL_PATHS = {
  create: /^\/task\/openapi\/(create|ai-app\/run)$|^\/openapi\/v2\/run\//,
  status: /^\/task\/openapi\/status$/,
  outputs: /^\/task\/openapi\/outputs$/,
  query: /^\/openapi\/v2\/query$/,
  poll: /^\/task\/openapi\/(status|outputs)$|^\/openapi\/v2\/query$/,
  cancel: /^\/task\/openapi\/cancel$/,
  upload: /^\/task\/openapi\/upload$|^\/openapi\/v2\/media\/upload\/binary$/,
  account: /^\/uc\/openapi\/accountStatus$|^\/openapi\/v2\/queue\/status$/,
  graph: /^\/api\/openapi\/getJsonApiFormat$|^\/api\/webapp\/apiCallDemo$/,
  files: /^\/files\//,
  any: /^/,
} as const;

const callNames = Object.keys(CALL_PATHS) as (keyof typeof CALL_PATHS)[]; // Object.keys forgets the literal names.

export const faultRuleSchema = z.strictObject({
  match: z
    .strictObject({
      path: z.string().optional(),
      call: z.enum(callNames).optional(),
      key: z.string().optional(),
      workflowId: z.string().optional(),
      taskId: z.string().optional(),
    })
    .default({}),
  fault: faultSchema,
  /** How many calls it hits; null = all of them. */
  count: z.number().int().min(1).nullable().default(null),
  probability: z.number().min(0).max(1).default(1),
  /** Calls it lets pass before it starts. */
  skip: z.number().int().min(0).default(0),
});

export type FaultRule = z.infer<typeof faultRuleSchema> & { id: number; hits: number };

export interface CallFacts {
  path: string;
  key: string | null;
  workflowId: string | null;
  taskId: string | null;
}

const matches = ({ match }: FaultRule, facts: CallFacts): boolean =>
  (match.path === undefined || match.path === facts.path) &&
  (match.call === undefined || CALL_PATHS[match.call].test(facts.path)) &&
  (match.key === undefined || match.key === facts.key) &&
  (match.workflowId === undefined || match.workflowId === facts.workflowId) &&
  (match.taskId === undefined || match.taskId === facts.taskId);

/** Scripted misbehaviour, first matching rule wins. */
export class FaultTable {
  private rules: FaultRule[] = [];
  private lastId = 0;

  add(input: z.infer<typeof faultRuleSchema>): FaultRule {
    this.lastId += 1;
    const rule = { ...input, id: this.lastId, hits: 0 };
    this.rules.push(rule);
    return rule;
  }

  list(): readonly FaultRule[] {
    return this.rules;
  }

  remove(id: number): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter((rule) => rule.id !== id);
    return this.rules.length < before;
  }

  clear(): void {
    this.rules = [];
  }

  /** The fault this call runs into, if any; uses up one of its hits. */
  take(facts: CallFacts): Fault | null {
    for (const rule of this.rules) {
      if (!matches(rule, facts) || (rule.count !== null && rule.hits >= rule.count)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      if (Math.random() >= rule.probability) continue;
      rule.hits += 1;
      return rule.fault;
    }
    return null;
  }
}
