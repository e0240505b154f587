import { insightQuerySchema, insightSchema } from "@/lib/insight-schemas";
import { operation } from "../operation";

export const readInsight = operation({
  method: "GET",
  path: "/api/insight",
  tag: "operators",
  summary: "What the runs that ended on some days came to: outcomes, times, slots, causes and cost",
  query: insightQuerySchema,
  answer: { status: 200, description: "The figures", schema: insightSchema },
  run: ({ services, query }) => services.insight.read(query),
});
