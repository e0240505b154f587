"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { RemovalDialog } from "@/components/removal-dialog";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { TokenView } from "@/lib/token-schemas";

export function RevokeTokenDialog({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const t = useTranslations("tokens");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { id, name } = token;
  const { mutate } = trpc.tokens.revoke.useMutation({
    onSuccess: () => toast.success(t("revoked", { name })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.tokens.list.invalidate(),
  });
  return (
    <RemovalDialog
      title={t("revokeTitle", { name })}
      text={t("revokeText")}
      confirm={t("revoke")}
      onConfirm={() => mutate({ id })}
      onClose={onClose}
    />
  );
}
