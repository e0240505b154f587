"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useActionState } from "react";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SignOnProblem } from "@/lib/single-sign-on";
import type { AuthFormState } from "@/server/transport/auth-forms";
import type { SignOnOffer } from "@/server/transport/single-sign-on";
import { AuthInput } from "./auth-input";
import { SingleSignOnLink } from "./single-sign-on-link";

type Action = (previous: AuthFormState, formData: FormData) => Promise<AuthFormState>;

/** Title, words and the form's frame; `children` are its fields, `below` is another way in. Works before JavaScript is there, too. */
function AuthCard({
  form,
  state,
  isSending,
  submit,
  brought,
  below,
  children,
}: {
  form: "signIn" | "setup" | "join" | "newPassword";
  state: AuthFormState;
  isSending: boolean;
  submit: (formData: FormData) => void;
  /** A problem that the person came here with, in words. */
  brought?: string | undefined;
  below?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("auth");
  // A problem with one field stands beside it; anything else at the top.
  const isGeneral = state.error !== undefined && (form === "signIn" || state.error.field === undefined);
  const problem = isGeneral ? state.error?.message : brought;
  return (
    <div className="rounded-xl border bg-card p-5 sm:p-6">
      <h1 className="font-semibold text-lg tracking-tight">{t(`${form}.title`)}</h1>
      <p className="mt-1 text-pretty text-muted-foreground text-sm">{t(`${form}.text`)}</p>
      <form action={submit} className="mt-5 flex flex-col gap-4">
        {problem !== undefined && (
          <Alert variant="destructive">
            <CircleAlert aria-hidden />
            <AlertDescription>{problem}</AlertDescription>
          </Alert>
        )}
        {children}
        <Button type="submit" size="lg" busy={isSending} className="mt-1 w-full">
          {t(isSending ? `${form}.submitting` : `${form}.submit`)}
        </Button>
      </form>
      {below}
    </div>
  );
}

/** @param from where to go afterwards; the action checks that it is a page of ours */
export function SignInForm({
  action,
  from,
  singleSignOn,
  problem,
}: {
  action: Action;
  from: string | undefined;
  singleSignOn: SignOnOffer | null;
  /** What went wrong at the sign-in provider. */
  problem: SignOnProblem | null;
}) {
  const t = useTranslations("auth.signIn");
  const words = useTranslations("auth.singleSignOn.problem");
  const [state, submit, isSending] = useActionState(action, {});
  const isInvalid = state.error?.code === "UNAUTHENTICATED" || state.error?.code === "INVALID_INPUT";
  return (
    <AuthCard
      form="signIn"
      state={state}
      isSending={isSending}
      submit={submit}
      brought={problem === null ? undefined : words(problem)}
      below={singleSignOn && <SingleSignOnLink {...singleSignOn} />}
    >
      {from !== undefined && <input type="hidden" name="from" value={from} />}
      <AuthInput
        name="email"
        label={t("email")}
        autoComplete="username"
        isInvalid={isInvalid}
        initial={state.typed?.email}
        autoFocus
      />
      <AuthInput
        name="password"
        label={t("password")}
        autoComplete="current-password"
        isInvalid={isInvalid}
      />
    </AuthCard>
  );
}

/** What is behind an invitation (`isNew`), or behind a link for a new password. */
export function JoinForm({
  action,
  token,
  email,
  isNew,
  singleSignOn,
}: {
  action: Action;
  token: string;
  email: string;
  isNew: boolean;
  /** Whoever is invited may come by this instead, if it vouches for the same address. */
  singleSignOn: SignOnOffer | null;
}) {
  const form = isNew ? "join" : "newPassword";
  const t = useTranslations("auth.join");
  const [state, submit, isSending] = useActionState(action, {});
  const problemOf = (name: string) => (state.error?.field === name ? state.error.message : undefined);
  return (
    <AuthCard
      form={form}
      state={state}
      isSending={isSending}
      submit={submit}
      below={singleSignOn && <SingleSignOnLink {...singleSignOn} />}
    >
      <input type="hidden" name="token" value={token} />
      <div className="text-sm">
        <p className="font-medium">{t("email")}</p>
        <p className="text-muted-foreground [overflow-wrap:anywhere]">{email}</p>
        {/* Password managers ask whose it is. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      </div>
      {isNew && (
        <AuthInput
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          problem={problemOf("name")}
          autoComplete="name"
          initial={state.typed?.name}
          isOptional
          autoFocus
        />
      )}
      <AuthInput
        name="password"
        label={t("password")}
        hint={t("passwordHint")}
        problem={problemOf("password")}
        autoComplete="new-password"
      />
    </AuthCard>
  );
}

/** The first visit: the administrator's account. */
export function SetupForm({ action }: { action: Action }) {
  const t = useTranslations("auth.setup");
  const [state, submit, isSending] = useActionState(action, {});
  const problemOf = (name: string) => (state.error?.field === name ? state.error.message : undefined);
  return (
    <AuthCard form="setup" state={state} isSending={isSending} submit={submit}>
      <AuthInput
        name="email"
        label={t("email")}
        hint={t("emailHint")}
        problem={problemOf("email")}
        autoComplete="username"
        initial={state.typed?.email}
        autoFocus
      />
      <AuthInput
        name="password"
        label={t("password")}
        hint={t("passwordHint")}
        problem={problemOf("password")}
        autoComplete="new-password"
      />
      <AuthInput
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        problem={problemOf("name")}
        autoComplete="name"
        initial={state.typed?.name}
        isOptional
      />
    </AuthCard>
  );
}
