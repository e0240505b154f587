"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { downloadName, NAME_PARTS, type NameFacts, nameTemplateSchema } from "@/lib/download-name";

const formSchema = z.object({ template: nameTemplateSchema });

/** A result as it might be, for the example. */
const EXAMPLE = {
  row: 7,
  seed: "8675309",
  date: "2026-11-27T09:30:00.000Z",
  number: 1,
  id: "01a20a25-cd46-7027-98ec-2ba4da0e7e1a",
  fileType: "png",
} as const satisfies Partial<NameFacts>;

export function NamesForm({ template, isLocked }: { template: string; isLocked: boolean }) {
  const t = useTranslations("settings.names");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const save = trpc.outputs.setNameTemplate.useMutation({
    onSuccess: (saved) => {
      utils.outputs.nameTemplate.setData(undefined, saved);
      toast.success(t("saved"));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const { register, handleSubmit, formState, watch } = useForm({
    resolver: zodResolver(formSchema),
    mode: "onChange",
    defaultValues: { template },
  });
  const typed = watch("template");
  const example = downloadName(typed, { ...EXAMPLE, workflow: t("workflow"), batch: t("batch") });
  return (
    <form noValidate className="mt-4" onSubmit={handleSubmit((values) => save.mutate(values))}>
      <Field
        id="name-template"
        label={t("label")}
        hint={t("hint", { parts: NAME_PARTS.map((part) => `{${part}}`).join(" ") })}
        error={formState.errors.template && t("problem")}
      >
        {(frame) => (
          <div className="flex items-center gap-2">
            <Input
              {...frame}
              {...register("template")}
              autoComplete="off"
              spellCheck={false}
              readOnly={isLocked}
              className="min-w-0 max-w-md flex-1 font-mono text-[13px] max-md:text-base"
            />
            {!isLocked && (
              <Button type="submit" variant="outline" busy={save.isPending} disabled={!formState.isDirty}>
                {t("save")}
              </Button>
            )}
          </div>
        )}
      </Field>
      <p className="mt-3 text-sm [overflow-wrap:anywhere]">
        <span className="text-muted-foreground">{t("example")}</span>{" "}
        <output htmlFor="name-template" className="font-mono text-[13px]">
          {example}
        </output>
      </p>
    </form>
  );
}
