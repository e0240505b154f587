import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signInAction } from "@/app/(auth)/actions";
import { SignInForm } from "@/components/auth/auth-form";
import { requireSignedOut } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ from?: string | string[] }>;
}) {
  await requireSignedOut();
  const { from } = await searchParams;
  return <SignInForm action={signInAction} from={Array.isArray(from) ? from[0] : from} />;
}
