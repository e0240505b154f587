"use client";

import { Bell, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { isSwitchedOn, onWishes } from "./switched-on";
import { useSwitchOn } from "./use-switch-on";
import { decline, useIsDeclined } from "./wishes";

/** Offers to tell when it ends, to a browser that neither does nor was asked to leave it. */
export function NotifyOffer() {
  const t = useTranslations("notifications.browser");
  const switchOn = useSwitchOn();
  const isOn = useSyncExternalStore(onWishes, isSwitchedOn, () => true);
  const isDeclined = useIsDeclined();
  if (isOn || isDeclined) return null;
  return (
    <span className="inline-flex items-center">
      <Button variant="link" size="xs" className="px-1" onClick={() => void switchOn()}>
        <Bell aria-hidden className="size-3.5" />
        {t("offer")}
      </Button>
      <Button variant="ghost" size="icon-xs" aria-label={t("declineOffer")} onClick={decline}>
        <X aria-hidden className="size-3.5" />
      </Button>
    </span>
  );
}
