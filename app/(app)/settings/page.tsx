import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsPage } from "@/components/settings/settings-page";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function Settings() {
  const caller = createCaller({ actor: await requireActor("/settings") });
  return <SettingsPage initial={await caller.queue.settings()} />;
}
