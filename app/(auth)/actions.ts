"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { askedFrom } from "@/server/transport/auth";
import {
  type AuthFormState,
  comeIn,
  destination,
  refusalWords,
  setupForm,
  signInForm,
  submit,
  textFields,
} from "@/server/transport/auth-forms";

export async function signInAction(_previous: AuthFormState, formData: FormData): Promise<AuthFormState> {
  const t = await getTranslations("auth.problem");
  const from = askedFrom(await headers());
  const state = await submit(
    formData,
    (signIn) => signIn.signIn(signInForm.parse(textFields(formData)), from),
    (error) => t(refusalWords("signIn", error)),
  );
  if (!state.error) redirect(destination(formData));
  return state;
}

export async function setupAction(_previous: AuthFormState, formData: FormData): Promise<AuthFormState> {
  const t = await getTranslations("auth.problem");
  const from = askedFrom(await headers());
  const state = await submit(
    formData,
    (signIn) => signIn.setUp(setupForm.parse(textFields(formData)), from),
    (error) => t(refusalWords("setup", error)),
  );
  if (!state.error) redirect("/tasks");
  return state;
}

/** The form behind a link: a first password with a name, or a new password. */
export async function joinAction(_previous: AuthFormState, formData: FormData): Promise<AuthFormState> {
  const t = await getTranslations("auth.problem");
  const from = askedFrom(await headers());
  const state = await submit(
    formData,
    () => comeIn(formData, from),
    (error) => t(refusalWords("join", error)),
  );
  if (!state.error) redirect("/tasks");
  return state;
}

export async function signOutAction(): Promise<void> {
  const requestHeaders = await headers();
  await submit(
    new FormData(),
    (signIn) => signIn.signOut(requestHeaders, askedFrom(requestHeaders)),
    (error) => error.message,
  );
  redirect("/sign-in");
}
