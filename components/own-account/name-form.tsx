"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type PersonView, renameSelfSchema } from "@/lib/people-schemas";

/** The name that others see, beside what only an administrator changes. */
export function NameForm({ me }: { me: PersonView }) {
  const t = useTranslations("people.you");
  const roles = useTranslations("shell.roles");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const rename = trpc.me.rename.useMutation({
    onSuccess: (saved) => {
      utils.me.get.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(renameSelfSchema),
    defaultValues: { name: me.name },
  });
  return (
    <form noValidate onSubmit={handleSubmit(({ name }) => rename.mutate({ name }))}>
      <p className="mb-4 text-sm [overflow-wrap:anywhere]">
        {me.email} <span className="text-muted-foreground">· {roles(me.role)}</span>
      </p>
      <Field label={t("name")} hint={t("nameHint")} error={formState.errors.name && t("nameProblem")}>
        {(frame) => (
          <div className="flex max-w-md items-center gap-2">
            <Input {...frame} {...register("name")} autoComplete="name" />
            <Button type="submit" variant="outline" busy={rename.isPending} disabled={!formState.isDirty}>
              {t("save")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
