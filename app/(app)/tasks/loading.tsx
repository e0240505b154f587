import { ListSkeleton } from "@/components/tasks/list-skeleton";

export default function Loading() {
  return <ListSkeleton />;
}
