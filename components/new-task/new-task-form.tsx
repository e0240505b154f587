"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Info } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { firstPlace, type PlaceAccount } from "@/components/accounts/place";
import { Refusal } from "@/components/refusal";
import { useMayAct } from "@/components/shell/actor-context";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { TaskView } from "@/lib/task-schemas";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { copiedFormValues } from "./copied-values";
import { ExpectedCost } from "./expected-cost";
import { workflowName } from "./field-label";
import { type GivenInput, givenInputProblem, withGivenInput } from "./given-input";
import { LineRoomNote } from "./line-room-note";
import { RunSettings } from "./run-settings";
import { SameWorkProvider } from "./same-work";
import { initialFormValues, type TaskFormValues, taskFormSchema } from "./task-form";
import { useCreateTask } from "./use-create-task";
import { useMarkedFields } from "./use-marked-fields";
import { WorkflowFields } from "./workflow-fields";

interface Props {
  readonly workflow: WorkflowDetail;
  /** The earlier task whose values the form starts with. */
  readonly copyOf: TaskView | null;
  /** A file the form starts with, in the first field that takes it. */
  readonly input?: GivenInput | null;
  /** Fields to change in the copy, as `nodeId.fieldName`. */
  readonly marked?: readonly string[];
  /** In use now; with more than one, the task's place can be chosen. */
  readonly accounts: readonly PlaceAccount[];
}

/** The form made from a workflow's nodes. */
export function NewTaskForm({ workflow, copyOf, input = null, marked = [], accounts }: Props) {
  const t = useTranslations("newTask.form");
  const say = useTranslations("newTask.problems");
  const locale = useLocale();
  const mayAct = useMayAct();
  const schema = useMemo(
    () => taskFormSchema(workflow.fields, (key, values) => say(key, values)),
    [workflow.fields, say],
  );
  const form = useForm<TaskFormValues>({
    resolver: zodResolver(schema),
    // Not on blur: a message that appears under the pointer would move the button that is being pressed.
    mode: "onSubmit",
    defaultValues: {
      ...(copyOf === null
        ? withGivenInput(
            initialFormValues(workflow.fields, workflowName(workflow, locale), workflow.defaults),
            workflow.fields,
            input,
          )
        : copiedFormValues(workflow.fields, copyOf)),
      runsOn: firstPlace(accounts, copyOf ?? workflow.defaults),
    },
  });
  useMarkedFields(form, workflow.fields, marked, copyOf);
  const inputProblem = givenInputProblem(workflow.fields, input);
  const work = useMemo(
    () => ({ workflowId: workflow.remoteId, kind: workflow.kind }),
    [workflow.remoteId, workflow.kind],
  );
  const { create, sending, refusal } = useCreateTask(workflow, form);
  const submit = (start: boolean) => form.handleSubmit((values) => create(values, start));
  const { errors, submitCount } = form.formState;
  const problems = Object.entries(errors).flatMap(([name, error]) =>
    name === "fields" || name === "extras" ? Object.values(error).filter(Boolean) : [error],
  ).length;
  return (
    <FormProvider {...form}>
      <SameWorkProvider value={work}>
        <form
          noValidate
          // Enter in a field must not start a run that costs money: only the buttons do.
          onSubmit={(event) => event.preventDefault()}
          className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]"
        >
          <div className="flex min-w-0 flex-col gap-4">
            {copyOf !== null && <CopyNotice task={copyOf} isKnown={workflow.id !== ""} />}
            {inputProblem !== null && (
              <Alert variant="notice">
                <Info aria-hidden />
                <AlertDescription>{t(inputProblem)}</AlertDescription>
              </Alert>
            )}
            <WorkflowFields fields={workflow.fields} ordered={workflow.ordered} disabled={!mayAct} />
          </div>
          <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-16">
            <RunSettings disabled={!mayAct} accounts={accounts} fields={workflow.fields} />
            <ExpectedCost />
            {mayAct && <LineRoomNote />}
            <div role="status" className="empty:hidden">
              {problems > 0 && submitCount > 0 && (
                <p className="text-destructive-text text-sm">{t("attention", { count: problems })}</p>
              )}
            </div>
            {refusal !== null && <Refusal title={t("refused")} {...refusal} />}
            {mayAct ? (
              <div className="flex flex-col gap-2">
                <Button
                  size="lg"
                  busy={sending === "start"}
                  disabled={sending !== null}
                  onClick={submit(true)}
                >
                  {t("start")}
                </Button>
                <Button
                  variant="outline"
                  size="lg"
                  busy={sending === "save"}
                  disabled={sending !== null}
                  onClick={submit(false)}
                >
                  {t("save")}
                </Button>
                <p className="text-muted-foreground text-xs">{t("saveHint")}</p>
              </div>
            ) : (
              <p className="text-muted-foreground text-sm">{t("viewer")}</p>
            )}
          </div>
        </form>
      </SameWorkProvider>
    </FormProvider>
  );
}

function CopyNotice({ task, isKnown }: { task: TaskView; isKnown: boolean }) {
  const t = useTranslations("newTask.form");
  return (
    <Alert role="note">
      <Info aria-hidden className="text-muted-foreground" />
      <AlertDescription>
        {t(isKnown ? "copied" : "copiedUnknown")}{" "}
        <Link
          href={`/tasks/${task.id}`}
          className="focus-ring rounded-sm text-primary-text underline-offset-4 hover:underline"
        >
          {t("openOriginal")}
        </Link>
      </AlertDescription>
    </Alert>
  );
}
