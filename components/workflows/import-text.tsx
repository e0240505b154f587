"use client";

import { FileJson, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";

/** The field to type and paste into; a file or a very long text is shown by its name instead. */
export function ImportText({
  text,
  label,
  problem,
  hint,
  maxPaste,
  onText,
  onClear,
}: {
  text: string;
  /** Stands for the text when it is not shown. */
  label: string | null;
  problem: string | null;
  hint: string | null;
  /** Longer texts never enter the field. */
  maxPaste: number;
  onText: (text: string) => void;
  onClear: () => void;
}) {
  const t = useTranslations("newTask.source");
  const format = useFormatter();
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor={id}>{t("label")}</Label>
      {label === null ? (
        <Textarea
          id={id}
          value={text}
          rows={4}
          spellCheck={false}
          placeholder={t("placeholder")}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-words`}
          className="max-h-72 break-all font-mono text-[13px] max-md:text-base"
          onPaste={(event) => {
            const pasted = event.clipboardData.getData("text");
            if (pasted.length <= maxPaste) return;
            event.preventDefault();
            onText(pasted);
          }}
          onChange={(event) => onText(event.target.value)}
        />
      ) : (
        <output
          id={id}
          className="flex min-h-11 items-center gap-2.5 rounded-md border border-input bg-card px-3 py-2 text-sm"
        >
          <FileJson aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{label}</span>
          <span className="shrink-0 text-muted-foreground text-xs tabular-nums">
            {format.number(text.length / 1_000_000, {
              style: "unit",
              unit: "megabyte",
              maximumFractionDigits: text.length < 100_000 ? 3 : 1,
            })}
          </span>
          <Button variant="ghost" size="icon-xs" aria-label={t("clear")} onClick={onClear}>
            <X aria-hidden />
          </Button>
        </output>
      )}
      <div id={`${id}-words`} aria-live="polite" className="text-sm">
        {problem !== null ? (
          <p className="text-destructive-text">{problem}</p>
        ) : (
          hint !== null && <p className="text-muted-foreground">{hint}</p>
        )}
      </div>
    </div>
  );
}
