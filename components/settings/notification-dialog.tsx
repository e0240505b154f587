"use client";

import { useTranslations } from "next-intl";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { HookView } from "@/lib/notification-schemas";
import { NotificationForm } from "./notification-form";

/** Adds a notification (`hook` null), or edits the given one. */
export function NotificationDialog({ hook, onClose }: { hook: HookView | null; onClose: () => void }) {
  const t = useTranslations("notifications.form");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{hook === null ? t("addTitle") : t("editTitle", { name: hook.name })}</DialogTitle>
          <DialogDescription>{t("intro")}</DialogDescription>
        </DialogHeader>
        <NotificationForm hook={hook} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}
