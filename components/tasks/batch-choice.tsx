"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { useBatchName } from "@/components/batches/use-batch-words";
import { useNameOfBatch } from "@/components/tasks/use-name-of-batch";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { InputField } from "@/components/ui/field";

const SHOWN = 5;

interface BatchChoiceProps {
  readonly address: { readonly batch: string | null };
  readonly narrow: (wish: { batch: string | null }) => void;
}

/** One batch, found by a part of its name. */
export function BatchChoice({ address: { batch }, narrow }: BatchChoiceProps) {
  const t = useTranslations("list.filter");
  return (
    <div className="flex flex-col gap-1.5">
      {batch === null ? (
        <BatchSearch onChoose={(id) => narrow({ batch: id })} />
      ) : (
        <>
          <span className="font-medium text-sm">{t("batch")}</span>
          <ChosenBatch id={batch} onClear={() => narrow({ batch: null })} />
        </>
      )}
    </div>
  );
}

function ChosenBatch({ id, onClear }: { id: string; onClear: () => void }) {
  const t = useTranslations("list.filter");
  return (
    <span className="flex h-8 items-center gap-2 rounded-md border bg-card pr-0.5 pl-2.5 text-[13px] max-md:h-10">
      <span className="min-w-0 flex-1 truncate">{useNameOfBatch(id)}</span>
      <Button variant="ghost" size="icon-xs" aria-label={t("clearBatch")} onClick={onClear}>
        <X aria-hidden />
      </Button>
    </span>
  );
}

function BatchSearch({ onChoose }: { onChoose: (id: string) => void }) {
  const t = useTranslations("list.filter");
  const batchName = useBatchName();
  const [words, setWords] = useState("");
  const [looking, setLooking] = useState(false);
  const q = useDeferredValue(words.trim());
  const { data: found } = trpc.batches.search.useQuery(
    { q },
    { enabled: looking, placeholderData: keepPreviousData },
  );
  return (
    <>
      <InputField
        label={t("batch")}
        value={words}
        maxLength={200}
        placeholder={t("searchBatch")}
        onFocus={() => setLooking(true)}
        onChange={(event) => setWords(event.target.value)}
        className="h-8 px-2.5 text-[13px] max-md:h-10 max-md:text-base"
      />
      {looking && found !== undefined && (
        <ul aria-label={t("batchesFound")} className="flex flex-col">
          {found.length === 0 && (
            <li className="px-2.5 py-1.5 text-[13px] text-muted-foreground">{t("noBatch")}</li>
          )}
          {found.slice(0, SHOWN).map((batch) => (
            <li key={batch.id}>
              <Button
                variant="ghost"
                size="sm"
                className="w-full justify-start font-normal max-md:h-10"
                onClick={() => onChoose(batch.id)}
              >
                <span className="truncate">{batchName(batch)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
