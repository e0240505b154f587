import { History, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/time";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { MAX_BULK_TASKS } from "@/lib/task-limits";
import type { LeftOut } from "./use-sheet-files";

const FILES_SHOWN = 5;

/** A sheet from an earlier visit, and the way to an empty one. */
export function RestoredNotice({
  savedAt,
  rows,
  missingFiles,
  sentAs,
  onAfresh,
  onKeep,
}: {
  savedAt: string;
  rows: number;
  /** Files that were not uploaded when the page was left. */
  missingFiles: number;
  /** The batch that was made of it although the answer was lost. */
  sentAs: string | null;
  onAfresh: () => void;
  onKeep: () => void;
}) {
  const t = useTranslations("batchBuilder.restored");
  return (
    <Alert role="status" variant={sentAs === null ? "default" : "notice"} className="items-center py-2">
      <History aria-hidden className="text-muted-foreground" />
      <AlertDescription className="flex flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-64">
          {t("title", { count: rows })} <RelativeTime value={savedAt} />.{" "}
          {missingFiles > 0 && t("files", { count: missingFiles })}
          {sentAs !== null && t("sent")}
        </span>
        {sentAs !== null && (
          <Button asChild size="sm" variant="outline">
            <Link href={`/batches/${sentAs}`}>{t("openBatch")}</Link>
          </Button>
        )}
        <Button size="sm" variant="outline" onClick={onAfresh}>
          {t("afresh")}
        </Button>
        <Button size="sm" variant="ghost" onClick={onKeep}>
          {t("keep")}
        </Button>
      </AlertDescription>
    </Alert>
  );
}

/** Files that were dropped and do not fit. */
export function LeftOutNotice({ files, onClose }: { files: readonly LeftOut[]; onClose: () => void }) {
  const t = useTranslations("batchBuilder.files");
  if (files.length === 0) return null;
  const rest = files.length - FILES_SHOWN;
  return (
    <Alert variant="notice">
      <TriangleAlert aria-hidden />
      <AlertDescription className="flex flex-1 flex-wrap items-start justify-between gap-2">
        <div>
          <p className="font-medium">{t("leftOut", { count: files.length })}</p>
          <ul>
            {files.slice(0, FILES_SHOWN).map(({ name, sentence }) => (
              <li key={name}>{sentence}</li>
            ))}
            {rest > 0 && <li>{t("more", { count: rest })}</li>}
          </ul>
        </div>
        <Button size="sm" variant="outline" onClick={onClose}>
          {t("close")}
        </Button>
      </AlertDescription>
    </Alert>
  );
}

/** Rows that were pasted beyond what a batch takes. */
export function SurplusNotice({ count, onClose }: { count: number; onClose: () => void }) {
  const t = useTranslations("batchBuilder");
  if (count === 0) return null;
  return (
    <Alert role="status" variant="notice" className="items-center py-2">
      <TriangleAlert aria-hidden />
      <AlertDescription className="flex flex-1 flex-wrap items-center justify-between gap-2">
        <span>{t("surplus", { count, max: MAX_BULK_TASKS })}</span>
        <Button size="sm" variant="outline" onClick={onClose}>
          {t("files.close")}
        </Button>
      </AlertDescription>
    </Alert>
  );
}
