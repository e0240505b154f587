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
import { LINK_DAYS, type LinkKind, type NewLink } from "@/lib/people-schemas";

/** A link just made, to be handed to the person it is for. */
export function LinkDialog({
  link,
  onClose,
}: {
  link: NewLink & { readonly email: string; readonly kind: LinkKind };
  onClose: () => void;
}) {
  const t = useTranslations("people.link");
  const { email, kind, path } = link;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t(`${kind}Title`, { email })}</DialogTitle>
          <DialogDescription>{t(`${kind}Text`, { email })}</DialogDescription>
        </DialogHeader>
        <ShownOnce
          label={t("label")}
          value={window.location.origin + path}
          hint={t("hint", { days: LINK_DAYS })}
        />
        <DialogFooter>
          <DialogClose asChild>
            <Button>{t("done")}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
