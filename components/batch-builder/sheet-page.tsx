import { zodResolver } from "@hookform/resolvers/zod";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { firstPlace, type PlaceAccount } from "@/components/accounts/place";
import { workflowName } from "@/components/new-task/field-label";
import { useMayAct } from "@/components/shell/actor-context";
import { isEmptyRow, rowsToRun } from "@/lib/sheet/rows";
import type { TaskView } from "@/lib/task-schemas";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { BatchForecast } from "./batch-forecast";
import { type BatchSettings, batchSettingsSchema } from "./batch-settings";
import { CellBar } from "./cell-bar";
import { CreateDialog } from "./create-dialog";
import { FileInputs } from "./file-inputs";
import { firstSheetOf } from "./first-sheet";
import type { SavedSheet } from "./saved-sheet";
import { SettingsDialog } from "./settings-dialog";
import { SheetDialogs } from "./sheet-dialogs";
import { SheetDrop } from "./sheet-drop";
import { SheetFooter } from "./sheet-footer";
import { SheetGrid } from "./sheet-grid";
import { LeftOutNotice, RestoredNotice, SurplusNotice } from "./sheet-notices";
import { type SheetDialog, SheetToolbar } from "./sheet-toolbar";
import { useBuilder } from "./use-builder";
import { useCreate } from "./use-create";
import { useEdits } from "./use-edits";
import { useKeepSheet } from "./use-keep-sheet";
import { useSheetKeys } from "./use-sheet-keys";
import { useToday } from "./use-today";
import { useWasMade } from "./use-was-made";

interface Props {
  readonly workflow: WorkflowDetail;
  readonly copyOf: TaskView | null;
  readonly accounts: readonly PlaceAccount[];
  readonly storageKey: string;
  readonly saved: SavedSheet | null;
}

export function SheetPage({ workflow, copyOf, accounts, storageKey, saved }: Props) {
  const locale = useLocale();
  const mayAct = useMayAct();
  const today = useToday()();
  const [first] = useState(() => firstSheetOf(workflow.fields, saved, copyOf));
  const builder = useBuilder(workflow, first, !mayAct);
  const { sheet, files, counted, invalid, problems, uploads } = builder;
  const edits = useEdits(builder);
  const [dialog, setDialog] = useState<SheetDialog | null>(null);
  const [asked, setAsked] = useState<"start" | "save" | null>(null);
  const [isSettingsOpen, setSettingsOpen] = useState(false);
  const [restored, setRestored] = useState(saved);

  const name = workflowName(workflow, locale);
  const { say } = builder;
  const form = useForm<BatchSettings>({
    resolver: zodResolver(useMemo(() => batchSettingsSchema(say), [say])),
    defaultValues: saved?.settings ?? {
      batchName: `${name} ${today}`.slice(0, 200),
      workflowName: name,
      runsOn: firstPlace(accounts, copyOf),
      instanceType: copyOf?.instanceType ?? workflow.defaults.instanceType ?? "default",
      timeoutMinutes: String(copyOf?.timeoutMinutes ?? workflow.defaults.timeoutMinutes ?? ""),
    },
  });
  const settings = useWatch({ control: form.control }) as BatchSettings; // every field has a default

  // The batch this sheet was sent as, until it is known what became of it.
  const sentAs = useRef(saved?.sentAs ?? null);
  const { version, shelf } = files;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shelf's version says that its files changed
  const snapshot = useMemo(() => {
    const isNew = sheet.rows.every(isEmptyRow) && sheet.rows.length === 1;
    if (isNew) return null;
    return {
      rows: [...sheet.rows],
      shown: [...builder.shownKeys],
      seeds: builder.seeds,
      extras: [...first.extras],
      files: shelf
        .all()
        .flatMap(({ previewUrl: _, phase, ...facts }) =>
          phase.name === "done" ? [{ ...facts, uploadId: phase.uploadId }] : [],
        ),
      settings,
    };
  }, [sheet.rows, builder.shownKeys, builder.seeds, settings, version]);
  const { keepNow, forget } = useKeepSheet(storageKey, snapshot, sentAs);

  const creation = useCreate({
    workflow,
    builder,
    extras: first.extras,
    sentAs,
    onSend: keepNow,
    onDone: () => forget(true),
  });

  const create = async (start: boolean, onlyValid = false) => {
    if (!(await form.trigger())) return setSettingsOpen(true);
    if (builder.seedProblem) return setDialog("seeds");
    if (invalid.size > 0 && !onlyValid) {
      setAsked(start ? "start" : "save");
      return setDialog("problems");
    }
    setDialog(null);
    await creation.send(form.getValues(), start, onlyValid);
  };
  const startAfresh = async () => {
    await forget(false);
    sentAs.current = null;
    sheet.start([]);
    shelf.clear();
    setRestored(null);
  };

  useSheetKeys({ onUndo: sheet.undo, onRedo: sheet.redo, onFillDown: edits.fillDown });
  const wasMade = useWasMade(restored?.sentAs ?? null);

  return (
    <FormProvider {...form}>
      <div className="flex min-h-0 flex-1 flex-col gap-1.5">
        {restored !== null && (
          <RestoredNotice
            savedAt={restored.savedAt}
            rows={rowsToRun(restored.rows).length}
            missingFiles={first.missingFiles}
            sentAs={wasMade ? restored.sentAs : null}
            onAfresh={startAfresh}
            onKeep={() => setRestored(null)}
          />
        )}
        {dialog !== "lists" && <LeftOutNotice files={files.leftOut} onClose={files.closeLeftOut} />}
        <SurplusNotice count={sheet.surplus} onClose={sheet.closeSurplus} />
        <ExtrasNote count={first.extras.length} />
        <SheetToolbar
          columns={builder.columns}
          shown={builder.shownKeys}
          mayUndo={sheet.mayUndo}
          mayRedo={sheet.mayRedo}
          hasMarked={builder.marked !== null}
          disabled={!mayAct}
          onDialog={(next) => {
            files.closeLeftOut();
            setDialog(next);
          }}
          onFiles={edits.askFiles}
          onColumn={builder.showColumn}
          onAddRow={edits.addRow}
          onFillDown={edits.fillDown}
          onDeleteRows={edits.deleteRows}
          onUndo={sheet.undo}
          onRedo={sheet.redo}
        />
        <CellBar rows={sheet.rows} views={builder.views} place={builder.place} today={today} />
        <SheetDrop disabled={!mayAct} onDrop={edits.dropFiles} labelAt={edits.dropLabel}>
          <SheetGrid
            rows={sheet.rows}
            views={builder.views}
            gridRef={builder.gridRef}
            disabled={!mayAct}
            onChange={edits.replace}
            onPlace={builder.setPlace}
            onMarked={builder.setMarked}
          />
        </SheetDrop>
        <FileInputs asked={edits.asked} onFiles={edits.takeAsked} />
        <SheetFooter
          count={counted.length}
          invalidRows={invalid.size}
          emptyRows={builder.emptyRows}
          uploads={uploads.left}
          failed={uploads.failed}
          forecast={<BatchForecast workflow={workflow} settings={settings} count={counted.length} />}
          settings={
            <SettingsDialog
              accounts={accounts}
              disabled={!mayAct}
              open={isSettingsOpen}
              onOpen={setSettingsOpen}
            />
          }
          sending={creation.sending}
          mayAct={mayAct}
          onProblems={() => {
            setAsked(null);
            setDialog("problems");
          }}
          onRetry={() => {
            for (const failed of uploads.failed) shelf.retry(failed);
          }}
          onRemoveEmpty={() => sheet.change((rows) => rows.filter((row) => !isEmptyRow(row)))}
          onCreate={(start) => void create(start)}
        />
      </div>
      <SheetDialogs
        workflow={workflow}
        builder={builder}
        dialog={dialog}
        onClose={() => setDialog(null)}
        onOnlyValid={asked === null ? null : () => void create(asked === "start", true)}
        problems={problems}
      />
      <CreateDialog
        state={creation.state}
        outcome={creation.outcome}
        onAgain={() => void creation.again()}
        onAnew={creation.anew}
        onClose={creation.close}
      />
    </FormProvider>
  );
}

/** Inputs of a copied task that no column takes. */
function ExtrasNote({ count }: { count: number }) {
  const t = useTranslations("batchBuilder");
  if (count === 0) return null;
  return <p className="text-muted-foreground text-xs">{t("extras", { count })}</p>;
}
