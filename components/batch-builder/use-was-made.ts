import { trpc } from "@/components/trpc";

/** The server may still be at it when the page comes back. */
const LOOK_AGAIN_MS = 3_000;
const LOOKS = 20;

/** Was the sheet made into tasks although its answer never came? */
export function useWasMade(batchId: string | null): boolean {
  const { data } = trpc.tasks.list.useQuery(
    { batchId: batchId ?? "", limit: 1 },
    {
      enabled: batchId !== null,
      refetchInterval: ({ state }) =>
        (state.data?.items.length ?? 0) > 0 || state.dataUpdateCount >= LOOKS ? false : LOOK_AGAIN_MS,
    },
  );
  return (data?.items.length ?? 0) > 0;
}
