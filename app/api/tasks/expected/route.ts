import { expectTasks } from "@/server/transport/operations/tasks";
import { serve } from "@/server/transport/rest";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(expectTasks);
