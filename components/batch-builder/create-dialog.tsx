import Link from "next/link";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { fileSizeText } from "@/components/media/file-size";
import { Refusal } from "@/components/refusal";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Progress } from "@/components/ui/progress";
import type { CreateState } from "./use-create-batch";

/** More lines than a person reads; all of them stay in the sheet. */
const MAX_LINES = 200;

/** What became of each row that was not created. */
export interface CreateOutcome {
  readonly batchId: string;
  readonly created: number;
  readonly refused: readonly { readonly number: number; readonly code: string; readonly message: string }[];
  /** Rows with problems that were left out on purpose. */
  readonly leftOut: number;
}

interface Props {
  readonly state: CreateState;
  readonly outcome: CreateOutcome | null;
  readonly onAgain: () => void;
  /** Makes another batch of a sheet that was made already. */
  readonly onAnew: () => void;
  readonly onClose: () => void;
}

/** The way of a sheet to the server, and the report when not every row was taken. */
export function CreateDialog({ state, outcome, onAgain, onAnew, onClose }: Props) {
  const isOpen = state.name !== "idle" || outcome !== null;
  // While it is under way there is nothing to close: leaving would not stop it.
  const mayClose = state.name !== "sending";
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && mayClose && onClose()}>
      <DialogContent aria-describedby={undefined} className={mayClose ? "" : "[&>button:last-child]:hidden"}>
        {state.name === "sending" && <Sending state={state} />}
        {state.name === "lost" && <Lost onAgain={onAgain} onClose={onClose} />}
        {state.name === "made" && <Made {...state} onAnew={onAnew} />}
        {state.name === "refused" && <Refused failure={state.failure} onClose={onClose} />}
        {state.name === "idle" && outcome !== null && <Report outcome={outcome} onClose={onClose} />}
      </DialogContent>
    </Dialog>
  );
}

function Sending({ state }: { state: Extract<CreateState, { name: "sending" }> }) {
  const t = useTranslations("batchBuilder.create");
  const { sentBytes, totalBytes, tasks } = state;
  const isSent = totalBytes > 0 && sentBytes >= totalBytes;
  const percent = totalBytes === 0 ? 0 : Math.floor((sentBytes / totalBytes) * 100);
  return (
    <>
      <DialogTitle>{t("title", { count: tasks })}</DialogTitle>
      <Progress value={isSent ? null : percent} aria-label={t("title", { count: tasks })} />
      <p role="status" className="text-sm tabular-nums">
        {isSent
          ? t("creating", { count: tasks })
          : t("sending", { sent: fileSizeText(sentBytes), total: fileSizeText(totalBytes) })}
      </p>
    </>
  );
}

function Lost({ onAgain, onClose }: { onAgain: () => void; onClose: () => void }) {
  const t = useTranslations("batchBuilder.create");
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t("lostTitle")}</DialogTitle>
        <DialogDescription>{t("lost")}</DialogDescription>
      </DialogHeader>
      <DialogFooter>
        <Button variant="outline" onClick={onClose}>
          {t("later")}
        </Button>
        <Button onClick={onAgain}>{t("again")}</Button>
      </DialogFooter>
    </>
  );
}

function Made({ batchId, created, onAnew }: { batchId: string; created: number; onAnew: () => void }) {
  const t = useTranslations("batchBuilder.create");
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t("madeTitle")}</DialogTitle>
        <DialogDescription>{t("made", { count: created })}</DialogDescription>
      </DialogHeader>
      <DialogFooter>
        <Button variant="outline" onClick={onAnew}>
          {t("anew")}
        </Button>
        <Button asChild>
          <Link href={`/batches/${batchId}`}>{t("openBatch")}</Link>
        </Button>
      </DialogFooter>
    </>
  );
}

function Refused({
  failure,
  onClose,
}: {
  failure: Extract<CreateState, { name: "refused" }>["failure"];
  onClose: () => void;
}) {
  const t = useTranslations("batchBuilder.create");
  const errorText = useErrorText();
  return (
    <>
      <DialogTitle>{t("refusedTitle")}</DialogTitle>
      <Refusal text={errorText(failure)} detail={failure.message} />
      <DialogFooter>
        <Button onClick={onClose}>{t("back")}</Button>
      </DialogFooter>
    </>
  );
}

function Report({ outcome, onClose }: { outcome: CreateOutcome; onClose: () => void }) {
  const t = useTranslations("batchBuilder.create");
  const errorText = useErrorText();
  const { batchId, created, refused, leftOut } = outcome;
  const rest = refused.length - MAX_LINES;
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t("createdTitle", { count: created })}</DialogTitle>
        <DialogDescription>
          {refused.length > 0 && t("refusedRows", { count: refused.length })}{" "}
          {leftOut > 0 && t("leftOutRows", { count: leftOut })} {t("stay")}
        </DialogDescription>
      </DialogHeader>
      {refused.length > 0 && (
        <ul className="max-h-72 divide-y overflow-y-auto rounded-lg border text-[13px]">
          {refused.slice(0, MAX_LINES).map(({ number, code, message }) => (
            <li key={number} className="px-3 py-2 [overflow-wrap:anywhere]">
              <span className="font-medium tabular-nums">{t("row", { number })}</span>{" "}
              <span className="text-destructive-text">{errorText({ code })}</span>{" "}
              <span className="text-muted-foreground">{message}</span>
            </li>
          ))}
          {rest > 0 && <li className="px-3 py-2 text-muted-foreground">{t("more", { count: rest })}</li>}
        </ul>
      )}
      <DialogFooter>
        <Button variant="outline" onClick={onClose}>
          {t("correct")}
        </Button>
        {created > 0 && (
          <Button asChild>
            <Link href={`/batches/${batchId}`}>{t("openBatch")}</Link>
          </Button>
        )}
      </DialogFooter>
    </>
  );
}
