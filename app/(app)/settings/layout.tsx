import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { actorOf } from "@/server/transport/auth";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  // Strangers have no shell to stand in; the page sends them to the door.
  if ((await actorOf(await headers())) === null) return children;
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-2 pb-5 md:px-6 md:pt-3 md:pb-6">
      <SettingsNav />
      {children}
    </div>
  );
}
