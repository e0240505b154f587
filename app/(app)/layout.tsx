import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { requireActor } from "@/server/transport/auth";

export default async function AppLayout({ children }: { children: ReactNode }) {
  return <Shell actor={await requireActor()}>{children}</Shell>;
}
