import { putOutputPoster } from "@/server/transport/operations/files";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(putOutputPoster);
