import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** A batch that is not there, or whose tasks were just deleted. */
export function BatchGone() {
  const t = useTranslations("batches.gone");
  return (
    <EmptyState
      isPage
      icon={SearchX}
      title={t("title")}
      actions={
        <Button asChild variant="outline">
          <Link href="/batches">{t("back")}</Link>
        </Button>
      }
    >
      {t("body")}
    </EmptyState>
  );
}
