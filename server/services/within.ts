/** Waits for the work, but not longer than this; work that is late goes on, and its failure is nobody's any more. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, milliseconds, "late");
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
