import { notAllowed } from "@/server/transport/rest";
import { serveTrpc } from "@/server/transport/trpc-http";

const others = notAllowed("/api/trpc", "GET, POST");

export {
  others as DELETE,
  others as HEAD,
  others as OPTIONS,
  others as PATCH,
  others as PUT,
  serveTrpc as GET,
  serveTrpc as POST,
};
