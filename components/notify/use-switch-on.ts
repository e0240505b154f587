"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/toast/toast";
import { askForPermission } from "./ability";
import { changeWishes } from "./wishes";

/**
 * Switches notifications on, and says in words where the browser will not have it. Where there are none for pages, the
 * sound is what is left. Call it in the answer to a press. @returns whether anything will be told
 */
export function useSwitchOn(): () => Promise<boolean> {
  const t = useTranslations("notifications.browser");
  return useCallback(async () => {
    const ability = await askForPermission();
    if (ability === "granted") {
      changeWishes({ notification: true });
      toast.success(t("on"));
      return true;
    }
    if (ability === "insecure" || ability === "missing") {
      changeWishes({ sound: true });
      toast.info(t("onSound"), { description: t(`ability.${ability}`) });
      return true;
    }
    toast.error(t("notOn"), { description: t(ability === "blocked" ? "ability.blocked" : "unanswered") });
    return false;
  }, [t]);
}
