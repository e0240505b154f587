export { endSignOn as GET } from "@/server/transport/single-sign-on";
