import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountList } from "@/components/accounts/account-list";
import { requireActor } from "@/server/transport/auth";
import { createCaller } from "@/server/transport/router";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("title") };
}

export default async function AccountsPage() {
  const caller = createCaller({ actor: await requireActor("/accounts") });
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-5 md:px-6 md:py-6">
      <AccountList initial={await caller.accounts.list()} />
    </div>
  );
}
