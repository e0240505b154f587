"use client";

import { useTranslations } from "next-intl";
import { Button, type ButtonProps } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";

/** The foot of a form in a dialog: the way out, and the button that sends it. */
export function FormFooter(send: ButtonProps) {
  const t = useTranslations("common");
  return (
    <DialogFooter>
      <DialogClose asChild>
        <Button variant="outline">{t("cancel")}</Button>
      </DialogClose>
      <Button type="submit" {...send} />
    </DialogFooter>
  );
}
