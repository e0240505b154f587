"use client";

import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { PageHead } from "@/components/page-head";
import { useMay } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { NewToken } from "@/lib/token-schemas";
import { NewTokenDialog } from "./new-token-dialog";
import { TokenDialog } from "./token-dialog";
import { TokenRow } from "./token-row";

/** When they were used last is told to the minute. */
const INTERVAL_MS = 30_000;

/** What programs come in with: one's own tokens, to administrators everybody's. */
export function TokensPage() {
  const t = useTranslations("tokens");
  const errorText = useErrorText();
  const managesAll = useMay("manageTokens");
  const { data: tokens, error } = trpc.tokens.list.useQuery(undefined, { refetchInterval: INTERVAL_MS });
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<(NewToken & { name: string }) | null>(null);
  return (
    <>
      <PageHead
        title={t("title")}
        intro={t(managesAll ? "introAll" : "intro")}
        action={
          <Button onClick={() => setMaking(true)}>
            <Plus aria-hidden />
            {t("create")}
          </Button>
        }
      />
      <SectionCard title={t("list")} count={tokens?.length}>
        {tokens === undefined && error === null && <Skeleton className="m-4 h-16" />}
        {tokens === undefined && error !== null && (
          <p className="p-4 text-destructive-text text-sm">{errorText(error)}</p>
        )}
        {tokens?.length === 0 && (
          <EmptyState icon={KeyRound} title={t("none")} className="py-10">
            {t("noneText")}
          </EmptyState>
        )}
        <ul className="divide-y">
          {tokens?.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      </SectionCard>
      {isMaking && (
        <NewTokenDialog
          onClose={() => setMaking(false)}
          onMade={(token, name) => {
            setMaking(false);
            setMade({ ...token, name });
          }}
        />
      )}
      {made !== null && <TokenDialog made={made} onClose={() => setMade(null)} />}
    </>
  );
}
