import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { joinAction } from "@/app/(auth)/actions";
import { JoinForm } from "@/components/auth/auth-form";
import { linkBehind } from "@/server/transport/auth-forms";
import { signOnOffer } from "@/server/transport/single-sign-on";

// What the link carries must not reach another site.
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.join"))("title"), referrer: "no-referrer" };
}

/** Also for those who are signed in as somebody else: coming in by the link makes this the session. */
export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await linkBehind(token);
  if (link === null) return <LinkIsOver />;
  const isNew = link.kind === "invitation";
  return (
    <JoinForm
      action={joinAction}
      token={token}
      email={link.email}
      isNew={isNew}
      singleSignOn={isNew ? signOnOffer(undefined) : null}
    />
  );
}

async function LinkIsOver() {
  const t = await getTranslations("auth.join");
  return (
    <div className="rounded-xl border bg-card p-5 sm:p-6">
      <h1 className="font-semibold text-lg tracking-tight">{t("overTitle")}</h1>
      <p className="mt-1 text-muted-foreground text-sm">{t("overText")}</p>
      <p className="mt-4 text-sm">
        <Link href="/sign-in" className="focus-ring rounded text-primary-text underline underline-offset-4">
          {t("toSignIn")}
        </Link>
      </p>
    </div>
  );
}
