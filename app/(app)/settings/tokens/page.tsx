import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TokensPage } from "@/components/tokens/tokens-page";
import { answersAhead } from "@/server/transport/answers-ahead";
import { requireActor } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tokens"))("title") };
}

export default async function Tokens() {
  const { ahead, HydrateClient } = answersAhead(await requireActor("/settings/tokens"));
  await ahead.tokens.list.prefetch();
  return (
    <HydrateClient>
      <TokensPage />
    </HydrateClient>
  );
}
