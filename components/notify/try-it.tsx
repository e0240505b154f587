"use client";

import { BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { BrowserWishes } from "@/lib/browser-news";
import { chime } from "./chime";
import { show } from "./show";

/** Tells now, in the ways that are switched on; the sound also before it is. */
export function TryIt({ wishes }: { wishes: BrowserWishes }) {
  const t = useTranslations("notifications");
  const [problem, setProblem] = useState<"soundBlocked" | "notShown" | null>(null);
  const tryIt = async () => {
    const words = { title: t("told.test.title"), body: t("told.test.text"), href: "" };
    const isShown = !wishes.notification || show(words, "test", () => undefined);
    const isHeard = await chime("done", wishes.volume);
    setProblem(isShown ? (isHeard ? null : "soundBlocked") : "notShown");
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <Button variant="outline" size="sm" onClick={() => void tryIt()}>
        <BellRing aria-hidden className="size-3.5" />
        {t("browser.try")}
      </Button>
      <p role="status" className="text-destructive-text text-xs empty:hidden">
        {problem && t(`browser.${problem}`)}
      </p>
    </div>
  );
}
