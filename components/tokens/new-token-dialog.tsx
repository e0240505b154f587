"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { RoleChoice } from "@/components/people/role-choice";
import { Refusal } from "@/components/refusal";
import { Setting } from "@/components/setting";
import { useActor, useMay } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
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
import { Label } from "@/components/ui/label";
import { rolesUpTo } from "@/lib/rights";
import { createTokenSchema, DEFAULT_TOKEN_DAYS, type NewToken } from "@/lib/token-schemas";

const { name, role, expiresInDays } = createTokenSchema.shape;

/** Days as text while typing; nothing is "never". */
const formSchema = z.object({
  name,
  role,
  service: z.boolean(),
  days: z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : Number(text)))
    .pipe(expiresInDays.unwrap()),
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
  const cancel = useTranslations("common")("cancel");
  const errorText = useErrorText();
  const actor = useActor();
  const mayServe = useMay("manageTokens");
  const utils = trpc.useUtils();
  const create = trpc.tokens.create.useMutation({
    onSuccess: (token, wishes) => onMade(token, wishes.name),
    onSettled: () => void utils.tokens.list.invalidate(),
  });
  const { register, control, watch, handleSubmit, formState } = useForm({
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
          <Setting id="token-name" label={t("name")} error={errors.name && t("nameProblem")}>
            <Input
              id="token-name"
              {...register("name")}
              placeholder={t("namePlaceholder")}
              autoComplete="off"
              aria-invalid={errors.name !== undefined}
              aria-describedby="token-name-words"
            />
          </Setting>
          <div className="grid gap-4 sm:grid-cols-2">
            <Setting id="token-role" label={t("role")} hint={t(`roles.${watch("role")}`)} error={undefined}>
              <Controller
                control={control}
                name="role"
                render={({ field }) => (
                  <RoleChoice
                    id="token-role"
                    roles={rolesUpTo(actor.role)}
                    value={field.value}
                    onChange={field.onChange}
                  />
                )}
              />
            </Setting>
            <Setting
              id="token-days"
              label={t("days")}
              hint={t("daysHint")}
              error={errors.days && t("daysProblem")}
            >
              <Input
                id="token-days"
                {...register("days")}
                inputMode="numeric"
                autoComplete="off"
                className="tabular-nums"
                aria-invalid={errors.days !== undefined}
                aria-describedby="token-days-words"
              />
            </Setting>
          </div>
          {mayServe && (
            <Controller
              control={control}
              name="service"
              render={({ field }) => (
                <div>
                  <Label className="flex min-h-6 items-center gap-2 font-normal text-sm">
                    <Checkbox
                      checked={field.value}
                      onCheckedChange={(next) => field.onChange(next === true)}
                      aria-describedby="token-service-words"
                    />
                    {t("service")}
                  </Label>
                  <p id="token-service-words" className="mt-1 text-muted-foreground text-xs">
                    {t("serviceHint")}
                  </p>
                </div>
              )}
            />
          )}
          {create.error && <Refusal text={errorText(create.error)} detail="" />}
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">{cancel}</Button>
            </DialogClose>
            <Button type="submit" busy={create.isPending}>
              {t("submit")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
