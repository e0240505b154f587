import { CircleAlert, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

interface Props {
  readonly count: number;
  readonly invalidRows: number;
  readonly emptyRows: number;
  readonly uploads: number;
  readonly failed: readonly string[];
  readonly forecast: ReactNode;
  readonly settings: ReactNode;
  readonly sending: "start" | "save" | null;
  readonly mayAct: boolean;
  readonly onProblems: () => void;
  readonly onRetry: () => void;
  readonly onRemoveEmpty: () => void;
  readonly onCreate: (start: boolean) => void;
}

/** What will happen, before it does: always in view, in place of a question at the end. */
export function SheetFooter(props: Props) {
  const { count, invalidRows, emptyRows, uploads, failed, forecast, settings, sending, mayAct } = props;
  const t = useTranslations("batchBuilder.footer");
  const isWaiting = uploads > 0;
  return (
    <footer className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 -mx-4 border-t bg-surface px-4 py-2.5 md:bottom-0 md:-mx-6 md:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div
          role="status"
          className="flex min-w-0 flex-1 basis-56 flex-wrap items-center gap-x-3 gap-y-0.5 text-[13px] tabular-nums"
        >
          <strong className="font-semibold">{t("tasks", { count })}</strong>
          {forecast}
          {isWaiting && (
            <span className="flex items-center gap-1 text-muted-foreground">
              <Upload aria-hidden className="size-3.5" />
              {t("uploads", { count: uploads })}
            </span>
          )}
        </div>
        {invalidRows > 0 && (
          <Button variant="link" size="sm" className="px-0 text-destructive-text" onClick={props.onProblems}>
            <CircleAlert aria-hidden />
            {t("invalid", { count: invalidRows })}
          </Button>
        )}
        {failed.length > 0 && (
          <Button variant="link" size="sm" className="px-0" onClick={props.onRetry}>
            {t("retryFailed", { count: failed.length })}
          </Button>
        )}
        {emptyRows > 0 && emptyRows < count && (
          <Button variant="link" size="sm" className="px-0" onClick={props.onRemoveEmpty}>
            {t("removeEmpty", { count: emptyRows })}
          </Button>
        )}
        {mayAct ? (
          <div className="flex flex-wrap items-center gap-2 max-md:w-full">
            {settings}
            <Button
              variant="outline"
              size="sm"
              className="max-md:flex-1"
              busy={sending === "save"}
              disabled={sending !== null || isWaiting || count === 0}
              onClick={() => props.onCreate(false)}
            >
              {t("save", { count })}
            </Button>
            <Button
              size="sm"
              className="max-md:flex-1"
              busy={sending === "start"}
              disabled={sending !== null || isWaiting || count === 0}
              onClick={() => props.onCreate(true)}
            >
              {t("start", { count })}
            </Button>
          </div>
        ) : (
          <p className="text-muted-foreground text-sm">{t("viewer")}</p>
        )}
      </div>
    </footer>
  );
}
