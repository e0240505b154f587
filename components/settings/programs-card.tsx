"use client";

import { BookOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { SectionCard } from "@/components/task/section-card";
import { Button } from "@/components/ui/button";

/** What there is for other programs, and the way to the reference of all calls. */
export function ProgramsCard() {
  const t = useTranslations("settings.programs");
  return (
    <SectionCard title={t("title")}>
      <div className="flex flex-col items-start gap-3 p-4 text-sm">
        <p className="max-w-prose text-muted-foreground">{t("text")}</p>
        <Button asChild variant="outline" size="sm">
          {/* A page of its own, outside the frame of the others. */}
          <a href="/reference">
            <BookOpen aria-hidden />
            {t("open")}
          </a>
        </Button>
      </div>
    </SectionCard>
  );
}
