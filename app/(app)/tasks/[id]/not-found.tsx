import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function TaskNotFound() {
  const t = useTranslations("task");
  const common = useTranslations("common");
  return (
    <EmptyState
      isPage
      icon={SearchX}
      title={t("notFound.title")}
      actions={
        <Button asChild variant="outline">
          <Link href="/tasks">{common("backToTasks")}</Link>
        </Button>
      }
    >
      {t("notFound.body")}
    </EmptyState>
  );
}
