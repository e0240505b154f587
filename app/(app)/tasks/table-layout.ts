import { cookies } from "next/headers";
import { LAYOUT_COOKIE, readLayout, type TableLayout } from "@/lib/table-layout";

/** How this browser wants the list; known before the first byte, so that nothing shifts afterwards. */
export async function tableLayout(): Promise<TableLayout> {
  return readLayout((await cookies()).get(LAYOUT_COOKIE)?.value);
}
