import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createLoader, type SearchParams } from "nuqs/server";
import { Gallery } from "@/components/gallery/gallery";
import { GALLERY_PARSERS } from "@/components/gallery/gallery-parsers";
import { galleryQuestionAhead } from "@/components/gallery/gallery-question";
import { galleryFilterOf } from "@/lib/gallery-address";
import { answersAhead } from "@/server/transport/answers-ahead";
import { requireActor } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gallery"))("title") };
}

const addressOf = createLoader(GALLERY_PARSERS);

export default async function ResultsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ahead, HydrateClient } = answersAhead(await requireActor("/results"));
  const address = await addressOf(searchParams);
  const question = galleryQuestionAhead(address);
  await Promise.all([
    question && ahead.gallery.page.prefetch(question),
    question && ahead.gallery.count.prefetch(galleryFilterOf(address, "")),
  ]);
  return (
    <HydrateClient>
      <Gallery />
    </HydrateClient>
  );
}
