import { openapi } from "@/server/transport/operations/all";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(openapi);
