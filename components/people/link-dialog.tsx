"use client";

import { useTranslations } from "next-intl";
import { ShownOnce } from "@/components/shown-once";
import { LINK_DAYS, type LinkKind, type NewLink } from "@/lib/people-schemas";

/** A link just made, to be handed to the person it is for. */
export function LinkDialog({
  link: { email, kind, path },
  onClose,
}: {
  link: NewLink & { readonly email: string; readonly kind: LinkKind };
  onClose: () => void;
}) {
  const t = useTranslations("people.link");
  return (
    <ShownOnce
      title={t(`${kind}Title`, { email })}
      text={t(`${kind}Text`, { email })}
      label={t("label")}
      value={window.location.origin + path}
      hint={t("hint", { days: LINK_DAYS })}
      done={t("done")}
      onClose={onClose}
    />
  );
}
