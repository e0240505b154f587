"use client";

import { useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import { FormFooter } from "@/components/form-footer";
import { EventChoice } from "@/components/notify/event-choice";
import { Refusal } from "@/components/refusal";
import { CheckField, Field, InputField } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SelectField } from "@/components/ui/option-select";
import { LOCALES } from "@/lib/i18n/locale";
import { HOOK_EVENTS, HOOK_FORMATS, type HookView, SIGNED_FORMATS } from "@/lib/notification-schemas";
import { useNotificationForm } from "./use-notification-form";

/** `hook` null: a new one. What is secret is asked for, and never shown. */
export function NotificationForm({ hook, onDone }: { hook: HookView | null; onDone: () => void }) {
  const t = useTranslations("notifications.form");
  const words = useTranslations("notifications");
  const { form, save, isSaving, refusal } = useNotificationForm(hook, onDone);
  const { register, control, watch, formState } = form;
  const { errors } = formState;
  const format = watch("format");
  const keepsSecret = hook?.hasSecret === true;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={save}>
      <InputField
        label={t("name")}
        error={errors.name && t("problems.name")}
        {...register("name")}
        placeholder={t("namePlaceholder")}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Controller
          control={control}
          name="format"
          render={({ field: { value, onChange } }) => (
            <SelectField
              label={t("format")}
              value={value}
              onChange={onChange}
              options={HOOK_FORMATS.map((one) => ({ value: one, label: words(`formats.${one}`) }))}
            />
          )}
        />
        <Controller
          control={control}
          name="locale"
          render={({ field: { value, onChange } }) => (
            <SelectField
              label={t("locale")}
              value={value}
              onChange={onChange}
              options={LOCALES.map((one) => ({ value: one, label: words(`locales.${one}`) }))}
            />
          )}
        />
      </div>
      <InputField
        label={t("url")}
        hint={hook === null ? t("urlHint") : t("urlKeep", { hint: hook.urlHint })}
        error={errors.url && t("problems.url")}
        {...register("url")}
        type="url"
      />
      {SIGNED_FORMATS.includes(format) && (
        <Field
          label={t("secret")}
          hint={t(keepsSecret ? "secretKeep" : format === "json" ? "secretHintJson" : "secretHint")}
        >
          {(frame) => (
            <>
              <Input {...frame} {...register("secret")} type="password" autoComplete="new-password" />
              {keepsSecret && (
                <Controller
                  control={control}
                  name="forgetsSecret"
                  render={({ field: { value, onChange } }) => (
                    <CheckField label={t("secretForget")} checked={value} onCheckedChange={onChange} />
                  )}
                />
              )}
            </>
          )}
        </Field>
      )}
      <Controller
        control={control}
        name="events"
        render={({ field: { value, onChange } }) => (
          <EventChoice
            events={HOOK_EVENTS}
            chosen={value}
            onChange={onChange}
            error={errors.events && t("problems.events")}
          />
        )}
      />
      {refusal !== null && <Refusal title={t("failed")} {...refusal} />}
      <FormFooter busy={isSaving}>{t(hook === null ? "add" : "save")}</FormFooter>
    </form>
  );
}
