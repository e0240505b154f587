import { readInsight } from "@/server/transport/operations/insight";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(readInsight);
