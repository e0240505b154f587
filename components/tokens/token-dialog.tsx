"use client";

import { useTranslations } from "next-intl";
import { ShownOnce } from "@/components/shown-once";
import type { NewToken } from "@/lib/token-schemas";

/** A token just made. */
export function TokenDialog({
  made: { name, token },
  onClose,
}: {
  made: NewToken & { readonly name: string };
  onClose: () => void;
}) {
  const t = useTranslations("tokens.made");
  return (
    <ShownOnce
      title={t("title", { name })}
      text={t("text")}
      label={t("label")}
      value={token}
      hint={t("hint")}
      done={t("done")}
      onClose={onClose}
    />
  );
}
