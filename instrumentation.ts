import type { Instrumentation } from "next";

/** Next calls this once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("./server/boot");
    boot();
  }
}

/** What nobody foresaw while a page was made. The doors log their own. */
export const onRequestError: Instrumentation.onRequestError = async (error, { headers }, { routePath }) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { logPageError } = await import("./server/transport/report-unexpected");
    logPageError(error, routePath, headers);
  }
};
