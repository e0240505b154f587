"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { PageHead } from "@/components/page-head";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { Skeleton } from "@/components/ui/skeleton";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { SessionsCard } from "./sessions-card";

/** What people change about themselves. */
export function OwnAccountPage() {
  const t = useTranslations("people.you");
  const errorText = useErrorText();
  const { data: me, error } = trpc.me.get.useQuery();
  return (
    <>
      <PageHead title={t("title")} intro={t("intro")} />
      <div className="flex max-w-3xl flex-col gap-4">
        <SectionCard title={t("profile")}>
          <div className="flex flex-col gap-4 p-4">
            {me !== undefined ? (
              <NameForm key={me.name} me={me} />
            ) : error === null ? (
              <Skeleton className="h-24" />
            ) : (
              <p className="text-destructive-text text-sm">{errorText(error)}</p>
            )}
            <div className="flex items-center gap-3 text-sm">
              <span className="text-muted-foreground">{t("language")}</span>
              <LanguageSwitch />
            </div>
          </div>
        </SectionCard>
        <SectionCard title={t("password.title")}>
          {me === undefined || me.signsInBy.includes("password") ? (
            <PasswordForm />
          ) : (
            <p className="p-4 text-muted-foreground text-sm">{t("password.none")}</p>
          )}
        </SectionCard>
        <SessionsCard />
      </div>
    </>
  );
}
