import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signInAction } from "@/app/(auth)/actions";
import { SignInForm } from "@/components/auth/auth-form";
import { signOnProblem } from "@/lib/single-sign-on";
import { requireSignedOut } from "@/server/transport/auth";
import { signOnOffer } from "@/server/transport/single-sign-on";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ from?: string | string[]; problem?: string | string[] }>;
}) {
  await requireSignedOut();
  const { from: asked, problem } = await searchParams;
  const from = Array.isArray(asked) ? asked[0] : asked;
  return (
    <SignInForm
      action={signInAction}
      from={from}
      singleSignOn={signOnOffer(from)}
      problem={signOnProblem(problem)}
    />
  );
}
