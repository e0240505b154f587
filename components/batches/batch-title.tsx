"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Hint } from "@/components/ui/tooltip";
import type { BatchView } from "@/lib/batch-schemas";
import { useBatchName } from "./use-batch-words";

const MAX_LENGTH = 200;

/** The name; renamed in place. Enter saves, Escape leaves it as it was. */
export function BatchTitle({ batch }: { batch: BatchView }) {
  const t = useTranslations("batches.rename");
  const mayAct = useMayAct();
  const name = useBatchName()(batch);
  const [draft, setDraft] = useState<string | null>(null);
  if (draft !== null) return <NameForm batch={batch} draft={draft} onDraft={setDraft} />;
  return (
    <div className="flex items-start gap-1">
      <h1
        title={name}
        className="line-clamp-3 font-semibold text-xl leading-7 tracking-tight [overflow-wrap:anywhere]"
      >
        {name}
      </h1>
      {mayAct && (
        <Hint text={t("open")}>
          <Button
            variant="ghost"
            size="icon-xs"
            aria-label={t("open")}
            className="text-muted-foreground"
            onClick={() => setDraft(batch.name ?? "")}
          >
            <Pencil aria-hidden className="size-3.5" />
          </Button>
        </Hint>
      )}
    </div>
  );
}

function NameForm({
  batch,
  draft,
  onDraft,
}: {
  batch: BatchView;
  draft: string;
  onDraft: (draft: string | null) => void;
}) {
  const t = useTranslations("batches.rename");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { batches } = trpc.useUtils();
  const rename = trpc.batches.rename.useMutation();
  const save = async () => {
    const name = draft.trim();
    if (name === "" || name === batch.name) return onDraft(null);
    try {
      const renamed = await rename.mutateAsync({ id: batch.id, name });
      batches.get.setData({ id: batch.id }, renamed);
      void batches.list.invalidate();
      toast.success(t("done", { name }));
      onDraft(null);
    } catch (error) {
      toast.error(t("failed"), { description: errorText(error) });
    }
  };
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => event.key === "Escape" && onDraft(null)}
    >
      <Input
        autoFocus
        aria-label={t("label")}
        value={draft}
        maxLength={MAX_LENGTH}
        className="w-full max-w-96"
        onFocus={(event) => event.target.select()}
        onChange={(event) => onDraft(event.target.value)}
      />
      <Button type="submit" size="sm" busy={rename.isPending}>
        {t("save")}
      </Button>
      <Button variant="ghost" size="sm" onClick={() => onDraft(null)}>
        {common("cancel")}
      </Button>
    </form>
  );
}
