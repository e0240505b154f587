"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { MAX_PAGE_SIZE } from "@/lib/task-limits";

/** New tasks wait here until the person wants them, so that no row moves under the pointer. */
export function NewsPill({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useTranslations("tasks.news");
  return (
    <div className="sticky top-14 z-10 h-0" aria-live="polite">
      {count > 0 && (
        <div className="absolute inset-x-0 top-1 flex justify-center">
          <Button
            size="xs"
            title={t("refresh")}
            className="fade-in-0 slide-in-from-top-2 animate-in rounded-full px-3 shadow-lg"
            onClick={() => {
              window.scrollTo({ top: 0, behavior: "smooth" });
              onShow();
            }}
          >
            <ArrowUp aria-hidden />
            {count > MAX_PAGE_SIZE ? t("arrivedMany", { count: MAX_PAGE_SIZE }) : t("arrived", { count })}
          </Button>
        </div>
      )}
    </div>
  );
}
