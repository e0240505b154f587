import type { Metadata } from "next";
import { headers } from "next/headers";
import { userAgent } from "next/server";
import { getTranslations } from "next-intl/server";
import { createLoader } from "nuqs/server";
import { PARSERS } from "@/components/tasks/list-address-parsers";
import { listQuestionAhead } from "@/components/tasks/list-question";
import { TaskList } from "@/components/tasks/task-list";
import { filterOf, isNarrowed } from "@/lib/list-address";
import { answersAhead } from "@/server/transport/answers-ahead";
import { requireActor } from "@/server/transport/auth";
import { tableLayout } from "./table-layout";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tasks");
  return { title: t("title") };
}

const addressOf = createLoader(PARSERS);

interface TasksPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TasksPage({ searchParams }: TasksPageProps) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    if (typeof value === "string") query.set(name, value);
  }
  const actor = await requireActor(query.size === 0 ? "/tasks" : `/tasks?${query}`);
  const { ahead, HydrateClient } = answersAhead(actor);
  const address = addressOf(query);
  const question = listQuestionAhead(address);
  const [initialLayout, asked] = await Promise.all([
    tableLayout(),
    headers(),
    question && ahead.tasks.list.prefetch(question),
    question && isNarrowed(address) && ahead.tasks.countMatching.prefetch(filterOf(address, "")),
  ]);
  return (
    <HydrateClient>
      <TaskList
        initialLayout={initialLayout}
        initiallyNarrow={userAgent({ headers: asked }).device.type === "mobile"}
      />
    </HydrateClient>
  );
}
