import { useEffect, useRef, useState } from "react";
import type { UploadView } from "@/lib/task-schemas";
import { sendUpload, UploadFailure } from "./send-upload";

export type UploadState =
  | { readonly phase: "idle" }
  | { readonly phase: "sending"; readonly file: File; readonly sentBytes: number }
  | { readonly phase: "failed"; readonly file: File; readonly failure: UploadFailure };

const IDLE: UploadState = { phase: "idle" };

/** One upload at a time; a new file replaces one under way, and leaving the page cancels it. */
export function useUpload(onDone: (upload: UploadView) => void, onFailed: () => void) {
  const [state, setState] = useState<UploadState>(IDLE);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const cancel = () => {
    controller.current?.abort();
    controller.current = null;
    setState(IDLE);
  };

  const send = async (file: File) => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setState({ phase: "sending", file, sentBytes: 0 });
    try {
      const upload = await sendUpload(file, {
        signal: own.signal,
        onProgress: (sentBytes) => {
          if (!own.signal.aborted) setState({ phase: "sending", file, sentBytes });
        },
      });
      if (own.signal.aborted) return;
      setState(IDLE);
      onDone(upload);
    } catch (error) {
      if (own.signal.aborted) return;
      const failure = error instanceof UploadFailure ? error : new UploadFailure(null);
      setState({ phase: "failed", file, failure });
      onFailed();
    }
  };
  return { state, send, cancel };
}
