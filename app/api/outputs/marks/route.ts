import { markOutputs } from "@/server/transport/operations/gallery";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(markOutputs);
