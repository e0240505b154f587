"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { ExactTime } from "@/components/time";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import type { LinkView } from "@/lib/people-schemas";

/** A link that nobody has used yet. */
export function LinkRow({ link }: { link: LinkView }) {
  const t = useTranslations("people");
  const roles = useTranslations("shell.roles");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { id, email, role, createdBy, expiresAt, expired } = link;
  const revoke = trpc.people.revokeLink.useMutation({
    onSuccess: () => toast.success(t("link.revoked", { email })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.people.list.invalidate(),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium [overflow-wrap:anywhere]">{email}</p>
        <p className="mt-0.5 text-muted-foreground text-xs [overflow-wrap:anywhere]">
          {role === null ? t("link.forPassword") : t("link.forRole", { role: roles(role) })} ·{" "}
          {t("link.by", { name: createdBy })} ·{" "}
          {expired ? (
            t("link.expired")
          ) : (
            <span className="inline-block">
              {t("link.until")} <ExactTime value={expiresAt} to="minute" />
            </span>
          )}
        </p>
      </div>
      <Button
        variant="outline"
        size="sm"
        aria-label={t("link.revokeOf", { email })}
        busy={revoke.isPending}
        onClick={() => revoke.mutate({ id })}
      >
        {t("link.revoke")}
      </Button>
    </li>
  );
}
