"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { useActor } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { InputField } from "@/components/ui/field";
import { errorField } from "@/lib/client-error";
import { changePasswordSchema } from "@/lib/people-schemas";

const FIELDS = [
  { name: "current", autoComplete: "current-password" },
  { name: "password", autoComplete: "new-password" },
] as const;

/** A new password, for whoever knows the one of now. */
export function PasswordForm() {
  const t = useTranslations("people.you.password");
  const actor = useActor();
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { register, handleSubmit, formState, setError, reset } = useForm({
    resolver: zodResolver(changePasswordSchema),
    defaultValues: { current: "", password: "" },
  });
  const change = trpc.me.changePassword.useMutation({
    onSuccess: () => {
      reset();
      toast.success(t("changed"));
      void utils.me.sessions.invalidate();
    },
    onError: (error) => {
      if (errorField(error) === "current") setError("current", {}, { shouldFocus: true });
    },
  });
  const isOther = change.error !== null && errorField(change.error) !== "current";
  return (
    <form
      noValidate
      className="flex flex-col gap-4 p-4"
      onSubmit={handleSubmit((wishes) => change.mutate(wishes))}
    >
      <p className="max-w-prose text-muted-foreground text-sm">{t("text")}</p>
      {/* Password managers ask whose it is. */}
      <input type="email" autoComplete="username" value={actor.name} readOnly hidden />
      <div className="grid max-w-xl gap-4 sm:grid-cols-2">
        {FIELDS.map(({ name, autoComplete }) => (
          <InputField
            key={name}
            label={t(name)}
            error={formState.errors[name] && t(`${name}Problem`)}
            {...register(name)}
            type="password"
            autoComplete={autoComplete}
          />
        ))}
      </div>
      {isOther && <Refusal text={errorText(change.error)} detail="" />}
      <Button type="submit" variant="outline" className="self-start" busy={change.isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
