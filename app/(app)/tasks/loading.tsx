import { ListSkeleton } from "@/components/tasks/list-skeleton";
import { tableLayout } from "./table-layout";

export default async function Loading() {
  const { density } = await tableLayout();
  return <ListSkeleton density={density} />;
}
