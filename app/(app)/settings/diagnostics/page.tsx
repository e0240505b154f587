import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DiagnosticsPage } from "@/components/diagnostics/diagnostics-page";
import { requireRight } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("diagnostics"))("title") };
}

export default async function Diagnostics() {
  await requireRight("readDiagnostics", "/settings/diagnostics");
  return <DiagnosticsPage />;
}
