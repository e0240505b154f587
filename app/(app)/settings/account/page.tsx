import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnAccountPage } from "@/components/own-account/own-account-page";
import { answersAhead } from "@/server/transport/answers-ahead";
import { requireActor } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.you"))("title") };
}

export default async function OwnAccount() {
  const { ahead, HydrateClient } = answersAhead(await requireActor("/settings/account"));
  await Promise.all([ahead.me.get.prefetch(), ahead.me.sessions.prefetch()]);
  return (
    <HydrateClient>
      <OwnAccountPage />
    </HydrateClient>
  );
}
