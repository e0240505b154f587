import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WorkflowList } from "@/components/workflows/workflow-list";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workflows"))("title") };
}

export default async function WorkflowsPage() {
  const caller = createCaller({ actor: await requireActor("/workflows") });
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-5 md:px-6 md:py-6">
      <WorkflowList initial={await caller.workflows.list()} />
    </div>
  );
}
