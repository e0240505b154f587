import { getBatch, renameBatch } from "@/server/transport/operations/batches";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(getBatch, renameBatch);
