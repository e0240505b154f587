"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { CheckField } from "@/components/ui/field";
import type { HookEvent } from "@/lib/notification-schemas";

interface EventChoiceProps<One extends HookEvent> {
  /** In their order. */
  readonly events: readonly One[];
  readonly chosen: readonly One[];
  readonly onChange: (chosen: One[]) => void;
  readonly error?: string | undefined;
}

/** Of what somebody is told. */
export function EventChoice<One extends HookEvent>({
  events,
  chosen,
  onChange,
  error,
}: EventChoiceProps<One>) {
  const t = useTranslations("notifications");
  const wordsOf = (event: HookEvent) => t(`events.${event}`);
  const errorId = useId();
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={errorId}>
      <legend className="mb-2 font-medium text-sm">{t("form.events")}</legend>
      {events.map((event) => (
        <CheckField
          key={event}
          label={wordsOf(event)}
          checked={chosen.includes(event)}
          onCheckedChange={(next) =>
            onChange(events.filter((other) => (other === event ? next : chosen.includes(other))))
          }
        />
      ))}
      <p id={errorId} className="text-destructive-text text-sm empty:hidden">
        {error}
      </p>
    </fieldset>
  );
}
