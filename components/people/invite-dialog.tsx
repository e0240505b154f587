"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { Setting } from "@/components/setting";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { ROLES } from "@/lib/actor";
import { invitePersonSchema, type NewLink } from "@/lib/people-schemas";
import { RoleChoice } from "./role-choice";

/** Whom to invite, and as what. */
export function InviteDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (link: NewLink, email: string) => void;
}) {
  const t = useTranslations("people.inviteForm");
  const cancel = useTranslations("common")("cancel");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const invite = trpc.people.invite.useMutation({
    onSuccess: (link, { email }) => onMade(link, email),
    onSettled: () => void utils.people.list.invalidate(),
  });
  const { register, control, watch, handleSubmit, formState } = useForm({
    resolver: zodResolver(invitePersonSchema),
    defaultValues: { email: "", role: "operator" as const },
  });
  const { errors } = formState;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("text")}</DialogDescription>
        </DialogHeader>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={handleSubmit((wishes) => invite.mutate(wishes))}
        >
          <Setting id="invite-email" label={t("email")} error={errors.email && t("emailProblem")}>
            <Input
              id="invite-email"
              {...register("email")}
              type="email"
              autoComplete="off"
              aria-invalid={errors.email !== undefined}
              aria-describedby="invite-email-words"
            />
          </Setting>
          <Setting id="invite-role" label={t("role")} hint={t(`roles.${watch("role")}`)} error={undefined}>
            <Controller
              control={control}
              name="role"
              render={({ field }) => (
                <RoleChoice id="invite-role" roles={ROLES} value={field.value} onChange={field.onChange} />
              )}
            />
          </Setting>
          {invite.error && <Refusal text={errorText(invite.error)} detail="" />}
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">{cancel}</Button>
            </DialogClose>
            <Button type="submit" busy={invite.isPending}>
              {t("submit")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
