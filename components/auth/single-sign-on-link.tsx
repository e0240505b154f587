import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { SignOnOffer } from "@/server/transport/single-sign-on";

/** The other way in. A plain link: the browser leaves for the provider, which a form may not (`form-action`). */
export function SingleSignOnLink({ name, href }: SignOnOffer) {
  const t = useTranslations("auth.singleSignOn");
  return (
    <>
      <div className="my-4 flex items-center gap-3 text-muted-foreground text-xs">
        <span className="h-px flex-1 bg-border" />
        {t("or")}
        <span className="h-px flex-1 bg-border" />
      </div>
      <Button asChild variant="outline" size="lg" className="w-full">
        <a href={href}>
          <span className="truncate">{name === null ? t("unnamed") : t("named", { name })}</span>
        </a>
      </Button>
    </>
  );
}
