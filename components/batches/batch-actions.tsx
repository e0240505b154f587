"use client";

import { FolderDown, Images, List, Play, RotateCcw, Square, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { StartForecast } from "@/components/forecast/start-forecast";
import { useMayAct } from "@/components/shell/actor-context";
import { useTaskActions } from "@/components/tasks/task-actions";
import { exactly, useMatching } from "@/components/tasks/use-matching";
import { Button } from "@/components/ui/button";
import type { BatchView } from "@/lib/batch-schemas";
import { archiveAddress } from "@/lib/gallery-address";
import type { TaskFilter } from "@/lib/task-schemas";
import { TASK_ACTIONS, type TaskStatus } from "@/lib/task-status";
import { countOf } from "./batch-parts";
import { useBatchName } from "./use-batch-words";

const FAILED: readonly TaskStatus[] = ["FAILED"];
/** The failed ones have a button of their own: starting the rest must not spend money on them again. */
const STARTABLE = TASK_ACTIONS.start.offeredIn.filter((status) => status !== "FAILED");

/** Start, retry, stop and delete as a whole: each acts on the tasks whose status allows it, and on no others. */
export function BatchActions({ batch }: { batch: BatchView }) {
  const t = useTranslations("batches.actions");
  const viewerHint = useTranslations("shell")("viewerHint");
  const zip = useTranslations("gallery.zip");
  const nav = useTranslations("shell.nav");
  const mayAct = useMayAct();
  const { request, doingFilter } = useTaskActions();
  const batchName = useBatchName()(batch);
  const retry: TaskFilter = { batchId: batch.id, status: [...FAILED], newestOfRow: true };
  const failedRows = exactly(useMatching(retry, countOf(batch.counts, FAILED) > 0));
  const offers = [
    { name: "start", action: "start", statuses: STARTABLE, icon: Play },
    { name: "retry", action: "start", statuses: FAILED, icon: RotateCcw },
    { name: "stop", action: "stop", statuses: TASK_ACTIONS.stop.offeredIn, icon: Square },
    { name: "delete", action: "delete", statuses: TASK_ACTIONS.delete.offeredIn, icon: Trash2 },
  ] as const;
  const forecastId = useId();
  // A failed run whose row was run again since is history: there is nothing to retry.
  const offered = offers
    .map((offer) => ({
      ...offer,
      count: offer.name === "retry" ? (failedRows ?? 0) : countOf(batch.counts, offer.statuses),
      filter: offer.name === "retry" ? retry : { batchId: batch.id, status: [...offer.statuses] },
    }))
    .filter(({ count }) => count > 0);
  const starts = mayAct ? offered.filter(({ action }) => action === "start") : [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons of one batch
    <div
      role="group"
      aria-label={t("label")}
      title={mayAct ? undefined : viewerHint}
      className="flex flex-wrap items-center gap-2 max-sm:gap-1.5"
    >
      {offered.map(({ name, action, count, filter, icon: Icon }) => (
        <Button
          key={name}
          variant={name === "start" ? "default" : "outline"}
          className="max-sm:px-2.5"
          disabled={!mayAct || doingFilter !== null}
          aria-describedby={mayAct && action === "start" ? `${forecastId}${name}` : undefined}
          onClick={() => request(action, { kind: "filter", filter, count, batchName })}
        >
          <Icon aria-hidden className={name === "stop" ? "size-3.5 fill-current" : undefined} />
          {t(name, { count })}
        </Button>
      ))}
      {batch.counts.SUCCESS > 0 && (
        <>
          <Button asChild variant="outline" className="max-sm:px-2.5">
            <a href={archiveAddress({ batchId: batch.id })} download>
              <FolderDown aria-hidden />
              {zip("batch")}
            </a>
          </Button>
          <Button asChild variant="ghost" className="max-md:px-2">
            <Link href={`/results?batch=${batch.id}`}>
              <Images aria-hidden />
              <span className="max-md:sr-only">{nav("results")}</span>
            </Link>
          </Button>
        </>
      )}
      <Button asChild variant="ghost" className="max-md:px-2">
        <Link href={`/tasks?batch=${batch.id}`}>
          <List aria-hidden />
          <span className="max-md:sr-only">{t("list")}</span>
        </Link>
      </Button>
      {starts.map(({ name, count, filter }) => (
        <StartForecast
          key={name}
          id={`${forecastId}${name}`}
          target={{ kind: "filter", filter, count }}
          action={starts.length > 1 ? t(name, { count }) : undefined}
          className="w-0 min-w-full"
        />
      ))}
    </div>
  );
}
