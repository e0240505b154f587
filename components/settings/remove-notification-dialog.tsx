"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { RemovalDialog } from "@/components/removal-dialog";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { HookView } from "@/lib/notification-schemas";

export function RemoveNotificationDialog({ hook, onClose }: { hook: HookView; onClose: () => void }) {
  const t = useTranslations("notifications");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { mutate } = trpc.notifications.remove.useMutation({
    onSuccess: () => toast.success(t("removed", { name: hook.name })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.notifications.list.invalidate(),
  });
  return (
    <RemovalDialog
      title={t("removeTitle", { name: hook.name })}
      text={t("removeText")}
      confirm={t("remove")}
      onConfirm={() => mutate({ id: hook.id })}
      onClose={onClose}
    />
  );
}
