"use client";

import { GitCompareArrows } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { workflowName } from "@/components/new-task/field-label";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useSentences } from "@/components/use-sentences";
import type { WorkflowView } from "@/lib/workflow-schemas";
import { DifferenceView } from "./difference-view";
import { useLookForChanges } from "./use-check";
import { useDifferenceText } from "./use-difference-text";

/**
 * Says that the workflow has changed on RunningHub, and how; people decide which version new tasks use. Also looks for a
 * change by itself. Empty when there is none.
 */
export function ChangedBanner({
  workflow,
  place = "page",
}: {
  workflow: WorkflowView;
  /** In the form it says what becomes of what was typed; in the list it says whose it is. */
  place?: "page" | "form" | "list";
}) {
  useLookForChanges(workflow);
  const { newerVersionId } = workflow;
  return newerVersionId === null ? null : (
    <Banner workflow={workflow} newerId={newerVersionId} place={place} />
  );
}

function Banner({
  workflow,
  newerId,
  place,
}: {
  workflow: WorkflowView;
  newerId: string;
  place: "page" | "form" | "list";
}) {
  const t = useTranslations("workflow.changed");
  const locale = useLocale();
  const mayAct = useMayAct();
  const sentences = useSentences();
  const summary = useDifferenceText();
  const [open, setOpen] = useState(false);
  const { data: difference } = trpc.workflows.difference.useQuery({
    id: workflow.id,
    beforeId: workflow.versionId,
    afterId: newerId,
  });
  const { use, isPending } = useVersion(workflow.id);
  return (
    <Alert role="status" variant="notice">
      <GitCompareArrows aria-hidden />
      <AlertDescription className="flex-1">
        <AlertTitle>
          {place === "list" ? t("titleOf", { name: workflowName(workflow, locale) }) : t("title")}
        </AlertTitle>
        <p>
          {sentences(
            difference && t("summary", { what: summary(difference) }),
            t(place === "form" ? "formText" : "text"),
          )}
        </p>
        <div className="mt-2 flex flex-wrap gap-1.5">
          <Button
            variant="outline"
            size="xs"
            aria-expanded={open}
            disabled={difference === undefined}
            onClick={() => setOpen(!open)}
          >
            {t("show")}
          </Button>
          {mayAct && (
            <>
              <Button size="xs" busy={isPending} onClick={() => use(newerId, t("used"))}>
                {t("use")}
              </Button>
              <Button
                variant="outline"
                size="xs"
                disabled={isPending}
                onClick={() => use(workflow.versionId, t("kept"))}
              >
                {t("keep")}
              </Button>
            </>
          )}
        </div>
        {open && difference !== undefined && (
          <div className="mt-3 rounded-md border bg-card p-3 text-card-foreground">
            <DifferenceView difference={difference} />
          </div>
        )}
      </AlertDescription>
    </Alert>
  );
}

/** Makes new tasks use a version, and says so. */
export function useVersion(id: string) {
  const errorText = useErrorText();
  const router = useRouter();
  const utils = trpc.useUtils();
  const { mutate, isPending } = trpc.workflows.useVersion.useMutation();
  const use = (versionId: string, said: string) =>
    mutate(
      { id, versionId },
      {
        onSuccess: async () => {
          await utils.workflows.invalidate();
          // The form of a new task comes with its page.
          router.refresh();
          toast.success(said);
        },
        onError: (error) => toast.error(errorText(error)),
      },
    );
  return { use, isPending };
}
