"use client";

import { Forward } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { previewKind } from "@/components/media/preview-kind";
import { useMayAct } from "@/components/shell/actor-context";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { OutputView } from "@/lib/task-schemas";
import { TakerChoice } from "./taker-choice";

/** The way from a kept result to a task that takes it; nothing for results that no field takes. */
export function UseAsInput({
  output,
  ...button
}: { output: OutputView } & Pick<ButtonProps, "size" | "variant">) {
  const t = useTranslations("batches.reuse");
  const mayAct = useMayAct();
  const [open, setOpen] = useState(false);
  const kind = output.text === null ? previewKind(`result.${output.fileType}`) : null;
  if (!mayAct || output.state !== "STORED" || kind === null) return null;
  return (
    <>
      <Button variant="outline" size="sm" {...button} onClick={() => setOpen(true)}>
        <Forward aria-hidden />
        {t("use")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>{t("title")}</DialogTitle>
            <DialogDescription>{t(`about.${kind}`)}</DialogDescription>
          </DialogHeader>
          <TakerChoice outputId={output.id} kind={kind} />
        </DialogContent>
      </Dialog>
    </>
  );
}
