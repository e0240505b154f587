"use client";

import { Layers, SquarePlus, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { workflowName } from "@/components/new-task/field-label";
import { useNav } from "@/components/shell/use-nav";
import { trpc } from "@/components/trpc";
import type { PaletteEntry } from "./entry";

/** The newest batches are offered; older ones are on their page. */
const BATCHES = 100;

/** Where one can go: pages, workflows (to run or to look at), batches. */
export function usePageEntries(): Record<"pages" | "workflows" | "batches", PaletteEntry[]> {
  const t = useTranslations("palette");
  const nav = useTranslations("shell.nav");
  const locale = useLocale();
  const format = useFormatter();
  const router = useRouter();
  const pages = useNav();
  const library = trpc.workflows.list.useQuery().data ?? [];
  const batches = trpc.batches.list.useQuery({ limit: BATCHES }).data?.items ?? [];
  const to = (href: string) => () => router.push(href);
  return {
    // By their English names too, whatever the language.
    pages: pages.map(({ name, href, icon }) => ({
      id: `page ${name}`,
      label: nav(name),
      icon,
      keywords: [name, href],
      run: to(href),
    })),
    workflows: library.flatMap((workflow) => {
      const name = workflowName(workflow, locale);
      const keywords = [workflow.name, workflow.remoteId];
      return [
        {
          id: `new ${workflow.id}`,
          label: t("newWith", { name }),
          icon: SquarePlus,
          keywords,
          run: to(`/tasks/new?workflow=${workflow.id}`),
        },
        {
          id: `workflow ${workflow.id}`,
          label: t("openWorkflow", { name }),
          icon: Workflow,
          keywords,
          run: to(`/workflows/${workflow.id}`),
        },
      ];
    }),
    batches: batches.map(({ id, name, createdAt, workflows }) => ({
      id: `batch ${id}`,
      label: name ?? workflows[0]?.name ?? t("batch"),
      icon: Layers,
      keywords: workflows.map((workflow) => workflow.name),
      aside: format.dateTime(new Date(createdAt), { dateStyle: "medium" }),
      run: to(`/batches/${id}`),
    })),
  };
}
