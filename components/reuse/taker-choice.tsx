"use client";

import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { fieldLabel, workflowName } from "@/components/new-task/field-label";
import { Refusal } from "@/components/refusal";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { errorMessage } from "@/lib/client-error";
import type { MediaKind } from "@/lib/fitting-field";

/** The workflows that take such a file; choosing one opens its form with the file filled in. */
export function TakerChoice({ outputId, kind }: { outputId: string; kind: MediaKind }) {
  const t = useTranslations("batches.reuse");
  const locale = useLocale();
  const router = useRouter();
  const errorText = useErrorText();
  const takers = trpc.uploads.takers.useQuery({ kind });
  const fromOutput = trpc.uploads.fromOutput.useMutation();
  const [chosen, setChosen] = useState<string | null>(null);
  const failure = takers.error ?? fromOutput.error;

  const choose = async (workflowId: string) => {
    setChosen(workflowId);
    try {
      const upload = await fromOutput.mutateAsync({ outputId });
      router.push(`/tasks/new?workflow=${workflowId}&input=${upload.id}`);
    } catch {
      setChosen(null); // the words are below the list
    }
  };
  return (
    <div className="flex flex-col gap-3">
      {takers.isPending && <Skeleton className="h-32" />}
      {takers.data?.length === 0 && (
        <p className="text-muted-foreground text-sm">
          {t("none")}{" "}
          <Link href="/workflows" className="focus-ring rounded-sm text-primary-text hover:underline">
            {t("library")}
          </Link>
        </p>
      )}
      <ul className="flex max-h-80 flex-col divide-y overflow-y-auto rounded-lg border empty:hidden">
        {takers.data?.map(({ workflow, field }) => (
          <li key={workflow.id}>
            <Button
              variant="ghost"
              className="h-auto w-full justify-start gap-3 rounded-none px-3 py-2.5 text-left"
              disabled={chosen !== null}
              aria-busy={chosen === workflow.id || undefined}
              onClick={() => void choose(workflow.id)}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate">{workflowName(workflow, locale)}</span>
                <span className="block truncate font-normal text-muted-foreground text-xs">
                  {t("goesTo", { field: fieldLabel(field, locale) })}
                </span>
              </span>
              {chosen === workflow.id && <LoaderCircle aria-hidden className="animate-spin" />}
            </Button>
          </li>
        ))}
      </ul>
      {failure !== null && <Refusal text={errorText(failure)} detail={errorMessage(failure)} />}
    </div>
  );
}
