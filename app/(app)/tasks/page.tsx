import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TaskList } from "@/components/tasks/task-list";
import { requireActor } from "@/server/transport/auth";
import { tableLayout } from "./table-layout";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tasks");
  return { title: t("title") };
}

interface TasksPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TasksPage({ searchParams }: TasksPageProps) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    if (typeof value === "string") query.set(name, value);
  }
  await requireActor(query.size === 0 ? "/tasks" : `/tasks?${query}`);
  return <TaskList initialLayout={await tableLayout()} />;
}
