import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { Dashboard } from "@/components/dashboard/dashboard";
import { INSIGHT_PARSERS } from "@/components/dashboard/insight-address";
import { dateIn } from "@/lib/description-variables";
import { insightQueryOf } from "@/lib/insight-range";
import { answersAhead } from "@/server/transport/answers-ahead";
import { requireActor } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title") };
}

const addressOf = createLoader(INSIGHT_PARSERS);

export default async function DashboardPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ahead, HydrateClient } = answersAhead(await requireActor("/dashboard"));
  const [address, timeZone] = await Promise.all([addressOf(searchParams), getTimeZone()]);
  await ahead.insight.read.prefetch(insightQueryOf(address, dateIn(timeZone, new Date()), timeZone));
  return (
    <HydrateClient>
      <div className="mx-auto w-full max-w-6xl px-4 py-5 md:px-6 md:py-6">
        <Dashboard />
      </div>
    </HydrateClient>
  );
}
