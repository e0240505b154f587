import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BatchList } from "@/components/batches/batch-list";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batches"))("title") };
}

export default async function BatchesPage() {
  const caller = createCaller({ actor: await requireActor("/batches") });
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-5 md:px-6 md:py-6">
      <BatchList initial={await caller.batches.list({})} />
    </div>
  );
}
