import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { setupAction } from "@/app/(auth)/actions";
import { SetupForm } from "@/components/auth/auth-form";
import { requireNotSetUp } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.setup"))("title") };
}

export default async function SetupPage() {
  await requireNotSetUp();
  return <SetupForm action={setupAction} />;
}
