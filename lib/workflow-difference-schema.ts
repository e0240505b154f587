import { z } from "zod";

const changedNode = z.object({ id: z.string(), title: z.string(), classType: z.string() });
const changedField = z.object({ nodeId: z.string(), fieldName: z.string(), label: z.string() });
export type ChangedField = z.infer<typeof changedField>;

export const workflowDifferenceSchema = z.object({
  /** All empty for AI apps: they show no nodes. */
  nodes: z.object({
    added: z.array(changedNode),
    removed: z.array(changedNode),
    /** Another class now; `before` is the old one. */
    changed: z.array(changedNode.extend({ before: z.string() })),
    /** Another title now; `before` is the old one. */
    renamed: z.array(changedNode.extend({ before: z.string() })),
  }),
  fields: z.object({
    added: z.array(changedField),
    removed: z.array(changedField),
    /** Another type, other limits or choices; for AI apps also another label. */
    changed: z.array(changedField),
  }),
  /** Values as text, cut where they are long. */
  values: z.array(changedField.extend({ before: z.string(), after: z.string(), isSeed: z.boolean() })),
  /** How many inputs are linked otherwise. */
  links: z.number().int(),
});
export type WorkflowDifference = z.infer<typeof workflowDifferenceSchema>;
