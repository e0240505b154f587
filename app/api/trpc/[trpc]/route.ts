import { serveNothing } from "@/server/transport/rest";
import { serveTrpc } from "@/server/transport/trpc-http";

export const { HEAD, PUT, PATCH, DELETE, OPTIONS } = serveNothing();
export { serveTrpc as GET, serveTrpc as POST };
