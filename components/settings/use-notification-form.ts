"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { errorMessage } from "@/lib/client-error";
import { createHookSchema, HOOK_EVENTS, type HookView, SIGNED_FORMATS } from "@/lib/notification-schemas";

const { name, format, locale, events, url } = createHookSchema.shape;

/** @param isNew an address may only be left out where one is stored */
function formSchema(isNew: boolean) {
  return z.object({
    name,
    format,
    locale,
    events,
    url: isNew
      ? z.string().trim().pipe(url)
      : z
          .string()
          .trim()
          .pipe(z.union([z.literal(""), url])),
    secret: z.string().trim().max(200),
    forgetsSecret: z.boolean(),
  });
}
export type NotificationFormValues = z.output<ReturnType<typeof formSchema>>;

/** The form of a new (`hook` null) or stored notification, and its saving. */
export function useNotificationForm(hook: HookView | null, onDone: () => void) {
  const t = useTranslations("notifications.form");
  const errorText = useErrorText();
  const locale = useLocale();
  const utils = trpc.useUtils();
  const [refusal, setRefusal] = useState<{ text: string; detail: string } | null>(null);
  const form = useForm<NotificationFormValues>({
    resolver: zodResolver(formSchema(hook === null)),
    defaultValues: {
      name: hook?.name ?? "",
      format: hook?.format ?? "feishu",
      locale: hook?.locale ?? locale,
      events: [...(hook?.events ?? HOOK_EVENTS)],
      url: "",
      secret: "",
      forgetsSecret: false,
    },
  });
  const settled = {
    onSuccess: () => {
      toast.success(t("saved", { name: form.getValues("name") }));
      onDone();
    },
    onError: (error: unknown) => setRefusal({ text: errorText(error), detail: errorMessage(error) }),
    onSettled: () => void utils.notifications.list.invalidate(),
  };
  const create = trpc.notifications.create.useMutation(settled);
  const change = trpc.notifications.change.useMutation(settled);
  const save = ({ url, secret, forgetsSecret, ...wishes }: NotificationFormValues) => {
    setRefusal(null);
    const signs = SIGNED_FORMATS.includes(wishes.format);
    const given = signs && secret !== "" ? { secret } : {};
    if (hook === null) return create.mutate({ ...wishes, url, ...given });
    change.mutate({
      id: hook.id,
      ...wishes,
      ...(url !== "" && { url }),
      ...(forgetsSecret || !signs ? { secret: null } : given),
    });
  };
  return { form, save: form.handleSubmit(save), isSaving: create.isPending || change.isPending, refusal };
}
