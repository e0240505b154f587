import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { actorOf } from "@/server/transport/auth";

/** Every page below asks requireActor itself: only it knows its address, where a stranger comes back to. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await actorOf(await headers());
  return actor === null ? children : <Shell actor={actor}>{children}</Shell>;
}
