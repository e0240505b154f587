"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** What was done, in words; an action that another version wrote is named as it is. */
export function useActionText(): (action: string) => string {
  const t = useTranslations("audit");
  return useCallback(
    (action) => {
      // Any stored text may be asked for; `has` says whether there are words for it.
      const key = `actions.${action}` as Parameters<typeof t>[0];
      return t.has(key) ? t(key) : action;
    },
    [t],
  );
}
