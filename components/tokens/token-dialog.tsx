"use client";

import { useTranslations } from "next-intl";
import { ShownOnce } from "@/components/shown-once";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { NewToken } from "@/lib/token-schemas";

/** A token just made. */
export function TokenDialog({
  made,
  onClose,
}: {
  made: NewToken & { readonly name: string };
  onClose: () => void;
}) {
  const t = useTranslations("tokens.made");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title", { name: made.name })}</DialogTitle>
          <DialogDescription>{t("text")}</DialogDescription>
        </DialogHeader>
        <ShownOnce label={t("label")} value={made.token} hint={t("hint")} />
        <DialogFooter>
          <DialogClose asChild>
            <Button>{t("done")}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
