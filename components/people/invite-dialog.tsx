"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { useErrorText } from "@/components/error-text";
import { FormFooter } from "@/components/form-footer";
import { Refusal } from "@/components/refusal";
import { trpc } from "@/components/trpc";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field, InputField } from "@/components/ui/field";
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
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const invite = trpc.people.invite.useMutation({
    onSuccess: (link, { email }) => onMade(link, email),
    onSettled: () => void utils.people.list.invalidate(),
  });
  const { register, control, handleSubmit, formState } = useForm({
    resolver: zodResolver(invitePersonSchema),
    defaultValues: { email: "", role: "operator" as const },
  });
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
          <InputField
            label={t("email")}
            error={formState.errors.email && t("emailProblem")}
            {...register("email")}
            type="email"
          />
          <Controller
            control={control}
            name="role"
            render={({ field: { value, onChange } }) => (
              <Field label={t("role")} hint={t(`roles.${value}`)}>
                {(frame) => <RoleChoice {...frame} roles={ROLES} value={value} onChange={onChange} />}
              </Field>
            )}
          />
          {invite.error && <Refusal text={errorText(invite.error)} detail="" />}
          <FormFooter busy={invite.isPending}>{t("submit")}</FormFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
