import { useTranslations } from "next-intl";
import { trpc } from "@/components/trpc";

/** The line moves by itself. */
const INTERVAL_MS = 15_000;

/** Why so many tasks cannot be put in line now, as a sentence; null while they can. */
export function useLineRoomWords(count: number): string | null {
  const t = useTranslations("common.lineRoom");
  const { data: room } = trpc.queue.room.useQuery(undefined, { refetchInterval: INTERVAL_MS });
  if (!room || room.free >= count) return null;
  return t(room.whose, { free: room.free, most: room.most });
}
