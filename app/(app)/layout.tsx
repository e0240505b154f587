import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { answersAhead } from "@/server/transport/answers-ahead";
import { actorOf } from "@/server/transport/auth";
import { meOf } from "@/server/transport/me";

/** Every page below asks requireActor itself: only it knows its address, where a stranger comes back to. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await actorOf(await headers());
  if (actor === null) return children;
  // Banners, strip and counts are in the first HTML, or they would push the page down when they come.
  const { ahead, HydrateClient } = answersAhead(actor);
  await Promise.all([ahead.queue.lane.prefetch(), ahead.tasks.counts.prefetch()]);
  return (
    <HydrateClient>
      <Shell actor={meOf(actor)}>{children}</Shell>
    </HydrateClient>
  );
}
