"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useErrorText } from "@/components/error-text";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { errorMessage } from "@/lib/client-error";
import type { WorkflowView } from "@/lib/workflow-schemas";

/** Asked so recently, RunningHub is left in peace when somebody only opens a page. */
const UNLESS_CHECKED_MINUTES = 10;

/** Asks RunningHub because a person wants to know, and says what came out. */
export function useCheckForChanges(id: string) {
  const t = useTranslations("workflow.check");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { mutate, isPending } = trpc.workflows.check.useMutation({
    onSuccess: ({ newerVersionId }) => {
      if (newerVersionId === null) toast.success(t("none"));
      else toast.info(t("found"));
      void utils.workflows.invalidate();
    },
    onError: (error) =>
      toast.error(t("failed"), { description: `${errorText(error)} ${errorMessage(error)}` }),
  });
  return { check: () => mutate({ id }), isPending };
}

/** Asks in the background when a page of the workflow is opened; the page does not wait, and a failure is nobody's business. */
export function useLookForChanges({ id, source, newerVersionId }: WorkflowView): void {
  const mayAct = useMayAct();
  const router = useRouter();
  const utils = trpc.useUtils();
  const { mutate } = trpc.workflows.check.useMutation({
    onSuccess: (answer) => {
      if (answer.newerVersionId === newerVersionId) return;
      void utils.workflows.invalidate();
      router.refresh();
    },
  });
  const isAsked = mayAct && id !== "" && source !== "pasted";
  useEffect(() => {
    if (isAsked) mutate({ id, unlessCheckedMinutes: UNLESS_CHECKED_MINUTES });
  }, [isAsked, id, mutate]);
}
