"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { RemovalDialog } from "@/components/removal-dialog";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { PersonView } from "@/lib/people-schemas";

export function RemovePersonDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { id, email } = person;
  const { mutate } = trpc.people.remove.useMutation({
    onSuccess: () => toast.success(t("removed", { email })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.people.list.invalidate(),
  });
  return (
    <RemovalDialog
      title={t("removeTitle", { email })}
      text={t("removeText")}
      confirm={t("removeConfirm")}
      onConfirm={() => mutate({ id })}
      onClose={onClose}
    />
  );
}
