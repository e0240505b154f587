"use client";

import { History } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { trpc } from "@/components/trpc";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { WorkflowView } from "@/lib/workflow-schemas";

/** Says of a copy that it runs an older graph than new tasks do. Empty when it does not. */
export function OlderVersion({ workflow }: { workflow: WorkflowView }) {
  const t = useTranslations("workflow.changed");
  const { data: list } = trpc.workflows.list.useQuery();
  const current = list?.find(({ id }) => id === workflow.id);
  if (current === undefined || current.versionId === workflow.versionId) return null;
  return (
    <Alert role="note">
      <History aria-hidden className="text-muted-foreground" />
      <AlertDescription>
        {t("older")}{" "}
        <Link
          href={`/tasks/new?workflow=${workflow.id}`}
          className="focus-ring rounded-sm text-primary-text underline-offset-4 hover:underline"
        >
          {t("current")}
        </Link>
      </AlertDescription>
    </Alert>
  );
}
