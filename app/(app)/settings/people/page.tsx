import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PeoplePage } from "@/components/people/people-page";
import { answersAhead } from "@/server/transport/answers-ahead";
import { requireRight } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

export default async function People() {
  const { ahead, HydrateClient } = answersAhead(await requireRight("managePeople", "/settings/people"));
  await ahead.people.list.prefetch();
  return (
    <HydrateClient>
      <PeoplePage />
    </HydrateClient>
  );
}
