import { Compass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function PageNotFound() {
  const t = useTranslations("common");
  return (
    <EmptyState
      isPage
      icon={Compass}
      title={t("notFound.title")}
      actions={
        <Button asChild>
          <Link href="/tasks">{t("backToTasks")}</Link>
        </Button>
      }
    >
      {t("notFound.body")}
    </EmptyState>
  );
}
