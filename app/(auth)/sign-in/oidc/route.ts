export { beginSignOn as GET } from "@/server/transport/single-sign-on";
