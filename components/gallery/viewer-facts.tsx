"use client";

import { Copy, ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { InputCell } from "@/components/batches/input-cell";
import { CopyButton } from "@/components/copy-button";
import { useCostText } from "@/components/cost-text";
import { fileSizeText } from "@/components/media/file-size";
import { UseAsInput } from "@/components/reuse/use-as-input";
import { useMayAct } from "@/components/shell/actor-context";
import { ExactTime } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { GalleryItem, Marks } from "@/lib/gallery-schemas";
import { parameterKey, parametersText } from "@/lib/parameter-difference";
import type { TaskDetail } from "@/lib/task-schemas";
import { useParameterNames, useTaskOfResult } from "./use-task-inputs";

/** Beside a result: what it was made from, and the ways on from it. */
export function ViewerFacts({ item, marks }: { item: GalleryItem; marks: Marks }) {
  const t = useTranslations("gallery.viewer");
  const mayAct = useMayAct();
  const { data: task, isError } = useTaskOfResult(item.task.id);
  return (
    <aside
      aria-label={t("facts")}
      className="flex shrink-0 flex-col gap-4 overflow-y-auto border-t p-4 text-[13px] max-md:max-h-[45%] md:w-80 md:border-t-0 md:border-l"
    >
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="outline" size="sm" className="max-md:h-10">
          <Link href={`/tasks/${item.task.id}`}>
            <ExternalLink aria-hidden />
            {t("task")}
          </Link>
        </Button>
        <UseAsInput output={item} />
        {mayAct && (
          <Button asChild variant="outline" size="sm" className="max-md:h-10">
            <Link href={`/tasks/new?from=${item.task.id}`}>
              <Copy aria-hidden />
              {t("copyTask")}
            </Link>
          </Button>
        )}
      </div>
      {task !== undefined && <Parameters task={task} />}
      {task === undefined && !isError && <Skeleton className="h-40" />}
      {isError && <p className="text-muted-foreground">{t("factsGone")}</p>}
      <ResultFacts item={item} marks={marks} task={task} />
    </aside>
  );
}

function Parameters({ task }: { task: TaskDetail }) {
  const t = useTranslations("gallery.viewer");
  const nameOf = useParameterNames(task.workflowId);
  const inputs = task.nodeInfoList;
  if (inputs.length === 0) return <p className="text-muted-foreground">{t("noParameters")}</p>;
  return (
    <section aria-label={t("parameters")} className="flex flex-col gap-2.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-semibold">{t("parameters")}</h3>
        <span className="flex gap-1">
          <CopyButton size="xs" variant="outline" text={() => parametersText(inputs, nameOf)}>
            {t("copyText")}
          </CopyButton>
          <CopyButton size="xs" variant="outline" text={() => JSON.stringify(inputs, null, 2)}>
            {t("copyJson")}
          </CopyButton>
        </span>
      </div>
      <dl className="flex flex-col gap-2.5">
        {inputs.map((input) => (
          <div key={parameterKey(input)} className="flex flex-col gap-0.5">
            <dt className="text-muted-foreground text-xs">{nameOf(input)}</dt>
            <dd className="min-w-0">
              <InputCell input={input} whole />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ResultFacts({
  item,
  marks,
  task,
}: {
  item: GalleryItem;
  marks: Marks;
  task: TaskDetail | undefined;
}) {
  const t = useTranslations("gallery.viewer");
  const costText = useCostText();
  const cost = task?.cost == null ? "" : costText(task.cost);
  const rows = [
    { name: t("made"), value: <ExactTime value={item.createdAt} /> },
    {
      name: t("file"),
      value: [item.fileType.toUpperCase(), item.size !== null && fileSizeText(item.size)]
        .filter((part) => part !== false)
        .join(" · "),
    },
    { name: t("cost"), value: cost },
    { name: t("tags"), value: marks.tags.join(", ") },
  ].filter(({ value }) => value !== "");
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 border-t pt-3">
      {rows.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
