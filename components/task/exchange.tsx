"use client";

import { ChevronRight, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { downloadText } from "@/components/download-text";
import { useErrorText } from "@/components/error-text";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import { Skeleton } from "@/components/ui/skeleton";
import type { AttemptView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";

interface Props {
  readonly taskId: string;
  readonly attempt: Pick<AttemptView, "number" | "answeredAt">;
}

/** What the run sent and was answered; read when somebody wants to see it. */
export function Exchange(props: Props) {
  const t = useTranslations("task.exchange");
  const [open, setOpen] = useState(false);
  return (
    <Collapsible open={open} onOpenChange={setOpen}>
      <CollapsibleTrigger
        aria-label={t("open", { number: props.attempt.number })}
        className="focus-ring -ml-1 flex items-center gap-1 rounded-sm px-1 text-muted-foreground text-xs hover:text-foreground"
      >
        <ChevronRight aria-hidden className={cn("size-3.5", open && "rotate-90")} />
        {t("title")}
      </CollapsibleTrigger>
      <CollapsibleContent className="mt-2 flex flex-col gap-3">
        <Bodies {...props} />
      </CollapsibleContent>
    </Collapsible>
  );
}

function Bodies({ taskId, attempt: { number, answeredAt } }: Props) {
  const t = useTranslations("task.exchange");
  const errorText = useErrorText();
  const { data, error, refetch } = trpc.tasks.exchange.useQuery(
    { id: taskId, number },
    // An answered exchange does not change any more.
    { staleTime: answeredAt === null ? 0 : Number.POSITIVE_INFINITY },
  );
  if (data !== undefined) {
    return (
      <>
        <Body name="request" text={data.request} file={`run-${number}-request.json`} />
        <Body name="reply" text={data.reply} file={`run-${number}-reply.json`} />
        <p className="text-muted-foreground text-xs">{t("redacted")}</p>
      </>
    );
  }
  if (error === null) return <Skeleton className="h-24" />;
  return (
    <p role="alert" className="flex flex-wrap items-center gap-2 text-destructive-text text-xs">
      {errorText(error)}
      <Button variant="outline" size="xs" onClick={() => void refetch()}>
        {t("retry")}
      </Button>
    </p>
  );
}

function Body({ name, text, file }: { name: "request" | "reply"; text: string | null; file: string }) {
  const t = useTranslations("task.exchange");
  const title = t(name);
  return (
    <section aria-label={title}>
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h3 className="font-medium text-xs">{title}</h3>
        {text !== null && (
          <span className="flex items-center">
            <CopyButton text={text} label={t("copy", { what: title })} />
            <Button
              variant="ghost"
              size="icon-xs"
              aria-label={t("download", { what: title })}
              onClick={() => downloadText(text, file, "application/json")}
            >
              <Download aria-hidden className="size-3.5" />
            </Button>
          </span>
        )}
      </div>
      {text === null ? (
        <p className="text-muted-foreground text-xs">{t(`${name}None`)}</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
          className="focus-ring max-h-72 overflow-auto whitespace-pre-wrap rounded-md bg-foreground/5 p-2 font-mono text-xs leading-4.5 [overflow-wrap:anywhere]"
        >
          {text}
        </pre>
      )}
    </section>
  );
}
