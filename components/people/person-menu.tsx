"use client";

import { KeyRound, LogOut, Trash2, UserCheck, UserX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { OpenMenu } from "@/components/ui/open-menu";
import type { Opened } from "@/components/ui/opener";
import type { NewLink, PersonView } from "@/lib/people-schemas";
import { useChangePerson } from "./use-change-person";

interface PersonMenuProps extends Opened {
  readonly person: PersonView;
  readonly onLink: (link: NewLink) => void;
  readonly onRemove: () => void;
}

/** What can be done about a person. */
export function PersonMenu({ person, onLink, onRemove, ...opened }: PersonMenuProps) {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { id, email, disabled } = person;
  const { change } = useChangePerson(person);
  const onError = (error: unknown) => void toast.error(errorText(error));
  const passwordLink = trpc.people.passwordLink.useMutation({
    onSuccess: onLink,
    onError,
    onSettled: () => void utils.people.list.invalidate(),
  });
  const endSessions = trpc.people.endSessions.useMutation({
    onSuccess: () => toast.success(t("signedOut", { email })),
    onError,
    onSettled: () => void utils.me.sessions.invalidate(),
  });
  return (
    <OpenMenu {...opened} align="end" className="w-64">
      <DropdownMenuItem onSelect={() => passwordLink.mutate({ id })}>
        <KeyRound aria-hidden />
        {t("newPassword")}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => endSessions.mutate({ id })}>
        <LogOut aria-hidden />
        {t("signOut")}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={() => change({ disabled: !disabled })}>
        {disabled ? <UserCheck aria-hidden /> : <UserX aria-hidden />}
        {t(disabled ? "enable" : "disable")}
      </DropdownMenuItem>
      <DropdownMenuItem variant="destructive" onSelect={onRemove}>
        <Trash2 aria-hidden />
        {t("remove")}
      </DropdownMenuItem>
    </OpenMenu>
  );
}
