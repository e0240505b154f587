"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { queryOf } from "@/components/tasks/list-address-parsers";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { ChangeView, SavedView, SaveView } from "@/lib/view-schemas";

/** Views everybody has, as an example of what a view can be. */
export const BUILT_IN = [
  { name: "failedToday", query: queryOf({ status: "FAILED", from: "today" }) },
  { name: "active", query: queryOf({ active: true }) },
] as const;

/** The saved views and what can be done with them; a refusal is told, and true means it is done. */
export function useViews() {
  const t = useTranslations("list.views");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { data: views = [] } = trpc.views.list.useQuery(undefined, { staleTime: 30_000 });
  const onSuccess = () => utils.views.list.invalidate();
  const save = trpc.views.save.useMutation({ onSuccess });
  const change = trpc.views.change.useMutation({ onSuccess });
  const remove = trpc.views.remove.useMutation({ onSuccess });

  const attempt = async (what: Promise<unknown>, done: string): Promise<boolean> => {
    try {
      await what;
      toast.success(done);
      return true;
    } catch (error) {
      toast.error(t("failed"), { description: errorText(error) });
      return false;
    }
  };
  return {
    views,
    busy: save.isPending || change.isPending || remove.isPending,
    save: (view: SaveView) => attempt(save.mutateAsync(view), t("saved", { name: view.name })),
    change: (view: ChangeView, name: string) => attempt(change.mutateAsync(view), t("saved", { name })),
    remove: ({ id, name }: SavedView) => attempt(remove.mutateAsync({ id }), t("removed", { name })),
  };
}
