import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useRef, useState } from "react";
import { uuidv7 } from "uuidv7";
import { placeInput } from "@/components/accounts/place";
import { toast } from "@/components/toast/toast";
import { rowNumber, type SheetRow } from "@/lib/sheet/rows";
import { type SheetPlan, taskOfRow } from "@/lib/sheet/tasks";
import type { ExtraInput } from "@/lib/task-input";
import type { BulkCreateReport } from "@/lib/task-schemas";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import type { BatchSettings } from "./batch-settings";
import type { CreateOutcome } from "./create-dialog";
import type { SheetCall } from "./send-sheet";
import type { Builder } from "./use-builder";
import { useCreateBatch } from "./use-create-batch";

interface Options {
  readonly workflow: WorkflowDetail;
  readonly builder: Builder;
  readonly extras: readonly ExtraInput[];
  /** The batch this sheet was sent as, until it is known what became of it: sent again, it is that batch again. */
  readonly sentAs: RefObject<string | null>;
  /** Before the call goes out, so that a page that dies in between knows of it. */
  readonly onSend: () => Promise<void>;
  /** Every row became a task. */
  readonly onDone: () => Promise<void>;
}

interface SentRow {
  readonly row: SheetRow;
  readonly number: number;
}

/** Makes the tasks of the sheet; rows that were not taken stay in it, to be corrected and sent as a batch of their own. */
export function useCreate({ workflow, builder, extras, sentAs, onSend, onDone }: Options) {
  const t = useTranslations("batchBuilder.create");
  const router = useRouter();
  const sent = useRef<readonly SentRow[]>([]);
  const [starts, setStarts] = useState<boolean | null>(null);
  const [outcome, setOutcome] = useState<CreateOutcome | null>(null);

  // State lags a render behind, and a sheet takes a while to be kept: two presses must not make two batches.
  const isSending = useRef(false);
  const once = async (work: () => Promise<boolean>) => {
    if (isSending.current) return;
    isSending.current = true;
    let isLeft = false;
    try {
      isLeft = await work();
    } finally {
      // Once all is made, nothing may be sent until the page of the batch is there.
      isSending.current = isLeft;
    }
  };

  /** @returns whether the page is being left */
  const finish = async ({ batchId }: SheetCall, report: BulkCreateReport): Promise<boolean> => {
    const refusedRows = report.failed.flatMap(({ index, code, message }) => {
      const row = sent.current[index];
      return row === undefined ? [] : [{ ...row, code, message }];
    });
    const refused = new Set(refusedRows.map(({ row }) => row));
    const made = new Set(sent.current.map(({ row }) => row).filter((row) => !refused.has(row)));
    const rest = builder.counted
      .map((row, index) => ({ ...row, number: rowNumber(row, index), original: row }))
      .filter(({ original }) => !made.has(original))
      .map(({ original: _, ...row }) => row);
    if (rest.length === 0) {
      await onDone();
      toast.success(t("createdTitle", { count: report.created }));
      router.push(`/batches/${batchId}`);
      return true;
    }
    setStarts(null);
    builder.sheet.start(rest);
    sentAs.current = null;
    setOutcome({
      batchId,
      created: report.created,
      refused: refusedRows.map(({ number, code, message }) => ({ number, code, message })),
      leftOut: rest.length - refusedRows.length,
    });
    return false;
  };
  const { state, create, again, close } = useCreateBatch(finish);

  /** @param onlyValid leaves out rows with problems */
  const send = async (settings: BatchSettings, start: boolean, onlyValid: boolean): Promise<boolean> => {
    setStarts(start);
    const plan = planOf(workflow, builder, extras, settings, start);
    const numbered = builder.counted.map((row, index) => ({ row, index, number: rowNumber(row, index) }));
    const chosen = numbered.filter(({ index }) => !onlyValid || !builder.invalid.has(index));
    sent.current = chosen;
    const call: SheetCall = {
      batchId: sentAs.current ?? uuidv7(),
      name: settings.batchName.trim(),
      tasks: chosen.map(({ row, index }) => taskOfRow(plan, row, index)),
    };
    const isRepeat = sentAs.current !== null;
    sentAs.current = call.batchId;
    await onSend();
    return create(call, isRepeat);
  };

  const shut = () => {
    close();
    setOutcome(null);
    setStarts(null);
  };

  return {
    state,
    outcome,
    sending:
      starts === null || state.name !== "sending" ? null : starts ? ("start" as const) : ("save" as const),
    send: (settings: BatchSettings, start: boolean, onlyValid: boolean) =>
      once(() => send(settings, start, onlyValid)),
    again: () => once(again),
    /** What was made before stays; this sheet becomes another batch. */
    anew: () => {
      sentAs.current = null;
      shut();
    },
    close: shut,
  };
}

function planOf(
  workflow: WorkflowDetail,
  builder: Builder,
  extras: readonly ExtraInput[],
  settings: BatchSettings,
  start: boolean,
): SheetPlan {
  const { shown, shownKeys, columns, seeds, files, template, today } = builder;
  const unseen = columns.filter(({ key }) => !shownKeys.has(key));
  return {
    workflow,
    columns: shown,
    unseen: unseen.flatMap(({ field }) => (field === null ? [] : [field])),
    seeds,
    noteTemplate: template,
    uploads: new Map(
      files.shelf
        .all()
        .flatMap(({ name, phase }) => (phase.name === "done" ? [[name, phase.uploadId] as const] : [])),
    ),
    extras,
    settings: { ...settings, place: placeInput(settings.runsOn) },
    date: today,
    random: Math.random,
    start,
  };
}
