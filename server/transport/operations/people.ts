import { z } from "zod";
import { auditEntrySchema, auditFilterSchema, auditPageSchema, listAuditSchema } from "@/lib/audit-schemas";
import { roleSchema } from "@/lib/people-schemas";
import { createTokenSchema, newTokenSchema, tokenViewSchema } from "@/lib/token-schemas";
import { auditFile } from "../audit-file";
import { meOf } from "../me";
import { operation } from "../operation";

const tag = "people";

export const readMe = operation({
  method: "GET",
  path: "/api/me",
  tag,
  summary: "Who asks, and with which role",
  answer: {
    status: 200,
    description: "Whoever the token or the session stands for",
    schema: z.object({
      kind: z.enum(["user", "token", "system"]),
      id: z.string(),
      name: z.string(),
      role: roleSchema,
    }),
  },
  run: async ({ actor }) => meOf(actor),
});

export const listTokens = operation({
  method: "GET",
  path: "/api/tokens",
  tag,
  summary: "A person's own tokens; for administrators, everybody's; the newest first",
  answer: {
    status: 200,
    description: "The tokens, without what they are",
    schema: z.object({ items: z.array(tokenViewSchema) }),
  },
  run: async ({ services, actor }) => ({ items: await services.tokens.list(actor) }),
});

export const createToken = operation({
  method: "POST",
  path: "/api/tokens",
  tag,
  summary: "Make a token; it is told once, in this answer. `service: true` takes an administrator",
  body: createTokenSchema,
  answer: { status: 201, description: "The token", schema: newTokenSchema },
  run: ({ services, actor, body }) => services.tokens.create(actor, body),
});

export const revokeToken = operation({
  method: "DELETE",
  path: "/api/tokens/{id}",
  tag,
  summary: "Revoke a token: it is refused from the next call on",
  answer: {
    status: 200,
    description: "It is revoked",
    schema: z.object({ id: z.string(), deleted: z.literal(true) }),
  },
  refusals: ["TOKEN_NOT_FOUND"],
  run: ({ services, actor, params }) => services.tokens.revoke(actor, params.id),
});

export const listAudit = operation({
  method: "GET",
  path: "/api/audit",
  tag,
  summary: "Who did what, the newest first; takes an administrator",
  query: listAuditSchema,
  answer: { status: 200, description: "A page", schema: auditPageSchema },
  run: ({ services, actor, query }) => services.audit.page(actor, query),
});

export const exportAudit = operation({
  method: "GET",
  path: "/api/audit/export",
  tag,
  summary: "The audit log as a file, JSON or CSV, however long it is; takes an administrator",
  query: auditFilterSchema.extend({ format: z.enum(["json", "csv"]).default("json") }),
  answer: { status: 200, description: "The newest first", schema: z.array(auditEntrySchema) },
  run: async ({ services, actor, query: { format, ...filter } }) =>
    auditFile(format, services.audit.open(actor, filter), new Date()),
});
