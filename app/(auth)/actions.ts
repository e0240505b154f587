"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import {
  type AuthFormState,
  destination,
  refusalWords,
  setupForm,
  signInForm,
  submit,
  textFields,
} from "@/server/transport/auth-forms";

export async function signInAction(_previous: AuthFormState, formData: FormData): Promise<AuthFormState> {
  const t = await getTranslations("auth.problem");
  const address = (await headers()).get("x-forwarded-for")?.split(",")[0]?.trim();
  const state = await submit(
    formData,
    (signIn) => signIn.signIn(signInForm.parse(textFields(formData)), address),
    (error) => t(refusalWords("signIn", error)),
  );
  if (!state.error) redirect(destination(formData));
  return state;
}

export async function setupAction(_previous: AuthFormState, formData: FormData): Promise<AuthFormState> {
  const t = await getTranslations("auth.problem");
  const state = await submit(
    formData,
    (signIn) => signIn.setUp(setupForm.parse(textFields(formData))),
    (error) => t(refusalWords("setup", error)),
  );
  if (!state.error) redirect("/tasks");
  return state;
}

export async function signOutAction(): Promise<void> {
  const requestHeaders = await headers();
  await submit(
    new FormData(),
    (signIn) => signIn.signOut(requestHeaders),
    (error) => error.message,
  );
  redirect("/sign-in");
}
