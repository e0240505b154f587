"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { PageHead } from "@/components/page-head";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { NewLink } from "@/lib/people-schemas";
import { InviteDialog } from "./invite-dialog";
import { LinkDialog } from "./link-dialog";
import { LinkRow } from "./link-row";
import { PersonRow } from "./person-row";

/** Others may invite and change people at the same time. */
const INTERVAL_MS = 15_000;

/** Who may come in, and the links that wait to be used. */
export function PeoplePage() {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const { data, error } = trpc.people.list.useQuery(undefined, { refetchInterval: INTERVAL_MS });
  const [isInviting, setInviting] = useState(false);
  const [made, setMade] = useState<(NewLink & { email: string; kind: "invitation" | "password" }) | null>(
    null,
  );
  return (
    <>
      <PageHead
        title={t("title")}
        intro={t("intro")}
        action={
          <Button onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            {t("invite")}
          </Button>
        }
      />
      <div className="flex flex-col gap-4">
        <SectionCard title={t("everybody")} count={data?.people.length}>
          {data === undefined && error === null && <Skeleton className="m-4 h-24" />}
          {data === undefined && error !== null && (
            <p className="p-4 text-destructive-text text-sm">{errorText(error)}</p>
          )}
          <ul className="divide-y">
            {data?.people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                onLink={(link) => setMade({ ...link, email: person.email, kind: "password" })}
              />
            ))}
          </ul>
        </SectionCard>
        {data !== undefined && data.links.length > 0 && (
          <SectionCard title={t("links")} count={data.links.length}>
            <ul className="divide-y">
              {data.links.map((link) => (
                <LinkRow key={link.id} link={link} />
              ))}
            </ul>
          </SectionCard>
        )}
      </div>
      {isInviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onMade={(link, email) => {
            setInviting(false);
            setMade({ ...link, email, kind: "invitation" });
          }}
        />
      )}
      {made !== null && <LinkDialog link={made} onClose={() => setMade(null)} />}
    </>
  );
}
