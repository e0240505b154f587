/** The live subscription as something to loop over. */
import type { TRPCClient } from "@trpc/client";
import type { AppRouter, TaskChanges } from "./contract.js";
import { hubQueueErrorOf } from "./error.js";

export interface Watch {
  /** Ends the loop. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What changes from now on. The first message comes at once, usually with nothing in it: whatever is read after it is not
 * older than the messages that follow. After a lost connection it goes on where it was. Tasks come whole, so one that
 * comes twice does no harm; with `reset` more has changed than is told, and whoever follows tasks reads them again.
 * @throws HubQueueError when the subscription is refused
 */
export async function* changesOf(
  trpc: TRPCClient<AppRouter>,
  { signal }: Watch = {},
): AsyncGenerator<TaskChanges, void> {
  const reader = streamOf(trpc, signal).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function streamOf(trpc: TRPCClient<AppRouter>, signal: AbortSignal | undefined): ReadableStream<TaskChanges> {
  let end = () => {};
  return new ReadableStream<TaskChanges>({
    start(controller) {
      let isOpen = true;
      /** Once only: a closed stream must not be closed again. */
      const close = (how: () => void) => {
        if (!isOpen) return;
        isOpen = false;
        how();
      };
      const subscription = trpc.tasks.onChange.subscribe(undefined, {
        onData: ({ data }) => isOpen && controller.enqueue(data),
        onError: (error) => close(() => controller.error(hubQueueErrorOf(error))),
        onComplete: () => close(() => controller.close()),
      });
      end = () => {
        isOpen = false;
        subscription.unsubscribe();
      };
      const onAbort = () => {
        close(() => controller.close());
        subscription.unsubscribe();
      };
      if (signal?.aborted) onAbort();
      else signal?.addEventListener("abort", onAbort, { once: true });
    },
    cancel: () => end(),
  });
}
