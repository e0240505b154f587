import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditPage } from "@/components/audit/audit-page";
import { requireRight } from "@/server/transport/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function Audit() {
  await requireRight("readAudit", "/settings/audit");
  return <AuditPage />;
}
