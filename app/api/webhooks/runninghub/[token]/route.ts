import { runningHubWebhook } from "@/server/transport/operations/machines";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(runningHubWebhook);
