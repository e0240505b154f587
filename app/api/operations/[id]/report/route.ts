import { reportBulkOperation } from "@/server/transport/operations/bulk-operations";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(reportBulkOperation);
