import { useRef, useState } from "react";
import type { BulkCreateReport } from "@/lib/task-schemas";
import { SendFailure, type SheetCall, sendSheet } from "./send-sheet";

export type CreateState =
  | { readonly name: "idle" }
  /** All bytes sent: the server makes the tasks. */
  | {
      readonly name: "sending";
      readonly sentBytes: number;
      readonly totalBytes: number;
      readonly tasks: number;
    }
  /** Nobody knows whether it arrived; sending it again makes nothing twice. */
  | { readonly name: "lost" }
  /** An earlier sending of this sheet, perhaps with other rows, had arrived. Nothing was made now. */
  | { readonly name: "made"; readonly batchId: string; readonly created: number }
  | { readonly name: "refused"; readonly failure: SendFailure };

const IDLE: CreateState = { name: "idle" };

/**
 * Sends a sheet, and sends the very same call again when its answer was lost. Both tell whether the page is being left.
 * @param onReport tells the same; the dialog then stays, so that nothing on the page can be pressed any more
 */
export function useCreateBatch(onReport: (call: SheetCall, report: BulkCreateReport) => Promise<boolean>) {
  const [state, setState] = useState<CreateState>(IDLE);
  const call = useRef<SheetCall | null>(null);
  const mayBeOther = useRef(false);

  const send = async (): Promise<boolean> => {
    const own = call.current;
    if (own === null) return false;
    const tasks = own.tasks.length;
    setState({ name: "sending", sentBytes: 0, totalBytes: 0, tasks });
    try {
      const report = await sendSheet(own, (sentBytes, totalBytes) =>
        setState({ name: "sending", sentBytes, totalBytes, tasks }),
      );
      if (mayBeOther.current && report.repeated && report.created > 0) {
        setState({ name: "made", batchId: own.batchId, created: report.created });
        return false;
      }
      const isLeft = await onReport(own, report);
      if (!isLeft) setState(IDLE);
      return isLeft;
    } catch (error) {
      if (!(error instanceof SendFailure)) throw error;
      setState(error.code === null ? { name: "lost" } : { name: "refused", failure: error });
      return false;
    }
  };

  return {
    state,
    /** @param isRepeat the sheet was sent as this batch before, perhaps with other rows */
    create: (next: SheetCall, isRepeat: boolean) => {
      call.current = next;
      mayBeOther.current = isRepeat;
      return send();
    },
    again: send,
    close: () => setState(IDLE),
  };
}
