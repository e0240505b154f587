"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { ChangePerson, PersonView } from "@/lib/people-schemas";

/** Changes a person, says what was done, and reads the list again. */
export function useChangePerson({ id, email }: PersonView) {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { mutate, isPending } = trpc.people.change.useMutation({
    onSuccess: (_person, { role, disabled }) => {
      if (role !== undefined) toast.success(t("roleChanged", { email }));
      if (disabled !== undefined) toast.success(t(disabled ? "disabledNow" : "enabledNow", { email }));
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => {
      void utils.people.list.invalidate();
      void utils.me.who.invalidate();
    },
  });
  return { change: (wish: Omit<ChangePerson, "id">) => mutate({ id, ...wish }), isPending };
}
