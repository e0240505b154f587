import { listAudit } from "@/server/transport/operations/people";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(listAudit);
