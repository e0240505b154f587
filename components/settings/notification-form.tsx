"use client";

import { useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import { Refusal } from "@/components/refusal";
import { Setting } from "@/components/setting";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { LOCALES } from "@/lib/i18n/locale";
import { HOOK_EVENTS, HOOK_FORMATS, type HookView, SIGNED_FORMATS } from "@/lib/notification-schemas";
import { useNotificationForm } from "./use-notification-form";

/** `hook` null: a new one. What is secret is asked for, and never shown. */
export function NotificationForm({ hook, onDone }: { hook: HookView | null; onDone: () => void }) {
  const t = useTranslations("notifications.form");
  const words = useTranslations("notifications");
  const cancel = useTranslations("common")("cancel");
  const { form, save, isSaving, refusal } = useNotificationForm(hook, onDone);
  const { register, control, watch, formState } = form;
  const { errors } = formState;
  const format = watch("format");
  const keepsSecret = hook?.hasSecret === true;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={save}>
      <Setting id="hook-name" label={t("name")} error={errors.name && t("problems.name")}>
        <Input
          id="hook-name"
          {...register("name")}
          placeholder={t("namePlaceholder")}
          autoComplete="off"
          aria-invalid={errors.name !== undefined}
          aria-describedby="hook-name-words"
        />
      </Setting>
      <div className="grid gap-4 sm:grid-cols-2">
        <Setting id="hook-format" label={t("format")} error={undefined}>
          <Controller
            control={control}
            name="format"
            render={({ field }) => (
              <Select value={field.value} onValueChange={field.onChange}>
                <SelectTrigger id="hook-format">
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {HOOK_FORMATS.map((one) => (
                    <SelectItem key={one} value={one}>
                      {words(`formats.${one}`)}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          />
        </Setting>
        <Setting id="hook-locale" label={t("locale")} error={undefined}>
          <Controller
            control={control}
            name="locale"
            render={({ field }) => (
              <Select value={field.value} onValueChange={field.onChange}>
                <SelectTrigger id="hook-locale">
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {LOCALES.map((one) => (
                    <SelectItem key={one} value={one}>
                      {words(`locales.${one}`)}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          />
        </Setting>
      </div>
      <Setting
        id="hook-url"
        label={t("url")}
        hint={hook === null ? t("urlHint") : t("urlKeep", { hint: hook.urlHint })}
        error={errors.url && t("problems.url")}
      >
        <Input
          id="hook-url"
          {...register("url")}
          type="url"
          autoComplete="off"
          aria-invalid={errors.url !== undefined}
          aria-describedby="hook-url-words"
        />
      </Setting>
      {SIGNED_FORMATS.includes(format) && (
        <Setting
          id="hook-secret"
          label={t("secret")}
          hint={t(keepsSecret ? "secretKeep" : format === "json" ? "secretHintJson" : "secretHint")}
          error={undefined}
        >
          <Input
            id="hook-secret"
            {...register("secret")}
            type="password"
            autoComplete="new-password"
            aria-describedby="hook-secret-words"
          />
          {keepsSecret && (
            <Controller
              control={control}
              name="forgetsSecret"
              render={({ field }) => (
                <Label className="flex items-center gap-2 font-normal text-sm">
                  <Checkbox checked={field.value} onCheckedChange={(next) => field.onChange(next === true)} />
                  {t("secretForget")}
                </Label>
              )}
            />
          )}
        </Setting>
      )}
      <Controller
        control={control}
        name="events"
        render={({ field }) => (
          <fieldset className="flex flex-col gap-2" aria-describedby="hook-events-words">
            <legend className="mb-2 font-medium text-sm">{t("events")}</legend>
            {HOOK_EVENTS.map((event) => (
              <Label key={event} className="flex min-h-6 items-center gap-2 font-normal text-sm">
                <Checkbox
                  checked={field.value.includes(event)}
                  onCheckedChange={(next) =>
                    field.onChange(
                      HOOK_EVENTS.filter((one) =>
                        one === event ? next === true : field.value.includes(one),
                      ),
                    )
                  }
                />
                {words(`events.${event}`)}
              </Label>
            ))}
            <p id="hook-events-words" className="text-destructive-text text-sm empty:hidden">
              {errors.events && t("problems.events")}
            </p>
          </fieldset>
        )}
      />
      {refusal !== null && <Refusal title={t("failed")} {...refusal} />}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{cancel}</Button>
        </DialogClose>
        <Button type="submit" busy={isSaving}>
          {t(hook === null ? "add" : "save")}
        </Button>
      </DialogFooter>
    </form>
  );
}
