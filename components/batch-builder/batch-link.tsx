import { Table2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** To the sheet of a workflow, or of an earlier task. */
export function BatchLink({
  to,
  name,
}: {
  to: { readonly workflow: string } | { readonly copyOf: string };
  /** Of the workflow, for those who hear the link and do not see its place. */
  name: string;
}) {
  const t = useTranslations("batchBuilder");
  return (
    <Button asChild variant="outline" size="sm">
      <Link href={`/tasks/new/batch?${new URLSearchParams({ ...to })}`} aria-label={t("openOf", { name })}>
        <Table2 aria-hidden />
        {t("open")}
      </Link>
    </Button>
  );
}
