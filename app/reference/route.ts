import { serveReference } from "@/server/transport/reference";

export { serveReference as GET };
