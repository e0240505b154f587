"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { errorCode } from "@/lib/client-error";

/** The sentence for whatever a door threw or returned, in the person's language. */
export function useErrorText(): (error: unknown) => string {
  const offline = useTranslations("common");
  const t = useTranslations("errors");
  return useCallback(
    (error) => {
      const code = errorCode(error);
      return code === null ? offline("offline") : t(code);
    },
    [offline, t],
  );
}
