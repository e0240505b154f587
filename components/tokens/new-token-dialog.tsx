"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { FormFooter } from "@/components/form-footer";
import { RoleChoice } from "@/components/people/role-choice";
import { Refusal } from "@/components/refusal";
import { useActor, useMay } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { CheckField, Field, InputField } from "@/components/ui/field";
import { rolesUpTo } from "@/lib/rights";
import { createTokenSchema, DEFAULT_TOKEN_DAYS, type NewToken } from "@/lib/token-schemas";
import { typedNumber } from "@/lib/typed-number";

const { name, role, expiresInDays } = createTokenSchema.shape;

/** No days are "never". */
const formSchema = z.object({
  name,
  role,
  service: z.boolean(),
  days: typedNumber(expiresInDays.unwrap()),
});

/** A new token: for what, what it may do, and for how long. */
export function NewTokenDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (token: NewToken, name: string) => void;
}) {
  const t = useTranslations("tokens.form");
  const errorText = useErrorText();
  const actor = useActor();
  const mayServe = useMay("manageTokens");
  const utils = trpc.useUtils();
  const create = trpc.tokens.create.useMutation({
    onSuccess: (token, wishes) => onMade(token, wishes.name),
    onSettled: () => void utils.tokens.list.invalidate(),
  });
  const { register, control, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { name: "", role: "viewer" as const, service: false, days: String(DEFAULT_TOKEN_DAYS) },
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
          onSubmit={handleSubmit(({ days, ...wishes }) => create.mutate({ ...wishes, expiresInDays: days }))}
        >
          <InputField
            label={t("name")}
            error={errors.name && t("nameProblem")}
            {...register("name")}
            placeholder={t("namePlaceholder")}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Controller
              control={control}
              name="role"
              render={({ field: { value, onChange } }) => (
                <Field label={t("role")} hint={t(`roles.${value}`)}>
                  {(frame) => (
                    <RoleChoice {...frame} roles={rolesUpTo(actor.role)} value={value} onChange={onChange} />
                  )}
                </Field>
              )}
            />
            <InputField
              label={t("days")}
              hint={t("daysHint")}
              error={errors.days && t("daysProblem")}
              {...register("days")}
              inputMode="numeric"
              className="tabular-nums"
            />
          </div>
          {mayServe && (
            <Controller
              control={control}
              name="service"
              render={({ field: { value, onChange } }) => (
                <CheckField
                  label={t("service")}
                  hint={t("serviceHint")}
                  checked={value}
                  onCheckedChange={onChange}
                />
              )}
            />
          )}
          {create.error && <Refusal text={errorText(create.error)} detail="" />}
          <FormFooter busy={create.isPending}>{t("submit")}</FormFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
