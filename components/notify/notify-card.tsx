"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { SectionCard } from "@/components/task/section-card";
import { Label } from "@/components/ui/label";
import { Slider } from "@/components/ui/slider";
import { Switch } from "@/components/ui/switch";
import { BROWSER_EVENTS } from "@/lib/browser-news";
import { type Ability, useAbility } from "./ability";
import { EventChoice } from "./event-choice";
import { TryIt } from "./try-it";
import { useSwitchOn } from "./use-switch-on";
import { changeWishes, useWishes } from "./wishes";

const VOLUME_STEP = 0.05;

/** What this browser tells its person, while a tab of HubQueue is open in it. */
export function NotifyCard() {
  const t = useTranslations("notifications");
  const wishes = useWishes();
  const ability = useAbility();
  const switchOn = useSwitchOn();
  const { sound, volume, events } = wishes;
  const shows = wishes.notification && ability === "granted";
  return (
    <SectionCard title={t("browser.title")}>
      <div className="flex flex-col gap-4 p-4">
        <p className="max-w-prose text-muted-foreground text-sm">{t("browser.text")}</p>
        <SwitchLine
          label={t("browser.notification")}
          isOn={shows}
          disabled={ability === "insecure" || ability === "missing"}
          onSwitch={(next) => (next ? void switchOn() : changeWishes({ notification: false }))}
        >
          <AbilityWords ability={ability} />
        </SwitchLine>
        <SwitchLine
          label={t("browser.sound")}
          isOn={sound}
          onSwitch={(next) => changeWishes({ sound: next })}
        >
          {t("browser.soundText")}
        </SwitchLine>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <div className="flex w-56 max-w-full items-center gap-3 text-sm">
            <span aria-hidden className="shrink-0">
              {t("browser.volume")}
            </span>
            <Slider
              aria-label={t("browser.volume")}
              min={0}
              max={1}
              step={VOLUME_STEP}
              value={[volume]}
              onValueChange={([next]) => next !== undefined && changeWishes({ volume: next })}
            />
          </div>
          <TryIt wishes={{ ...wishes, notification: shows }} />
        </div>
        <EventChoice
          events={BROWSER_EVENTS}
          chosen={events}
          onChange={(chosen) => changeWishes({ events: chosen })}
        />
      </div>
    </SectionCard>
  );
}

function SwitchLine({
  label,
  isOn,
  disabled = false,
  onSwitch,
  children,
}: {
  label: string;
  isOn: boolean;
  disabled?: boolean;
  onSwitch: (next: boolean) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <Switch
        id={id}
        checked={isOn}
        disabled={disabled}
        aria-describedby={`${id}-words`}
        onCheckedChange={onSwitch}
      />
      <div className="min-w-0 text-sm">
        <Label htmlFor={id}>{label}</Label>
        <p id={`${id}-words`} className="mt-1 max-w-prose text-muted-foreground text-xs">
          {children}
        </p>
      </div>
    </div>
  );
}

function AbilityWords({ ability }: { ability: Ability | null }) {
  const t = useTranslations("notifications.browser.ability");
  return ability === null ? "\u00a0" : t(ability);
}
