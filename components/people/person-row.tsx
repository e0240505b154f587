"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { useActor } from "@/components/shell/actor-context";
import { RelativeTime } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";
import { ROLES } from "@/lib/actor";
import type { NewLink, PersonView } from "@/lib/people-schemas";
import { RoleChoice } from "./role-choice";
import { useChangePerson } from "./use-change-person";

const personMenu = later(() => import("./person-menu").then(({ PersonMenu }) => PersonMenu));
const RemovePersonDialog = lazy(() =>
  import("./remove-person-dialog").then(({ RemovePersonDialog }) => ({ default: RemovePersonDialog })),
);

/** One person: who they are, when they were here, what they may do. @param onLink called with a link for a new password */
export function PersonRow({ person, onLink }: { person: PersonView; onLink: (link: NewLink) => void }) {
  const t = useTranslations("people");
  const me = useActor();
  const { change, isPending } = useChangePerson(person);
  const [isRemoving, setRemoving] = useState(false);
  const { id, name, email, role, signsInBy, disabled, lastSeenAt } = person;
  // Most people have a password and nothing else, which needs no words.
  const isVouchedFor = signsInBy.includes("singleSignOn");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium [overflow-wrap:anywhere]">
          {name}
          {id === me.id && <Badge>{t("you.badge")}</Badge>}
          {disabled && <Badge variant="destructive">{t("disabled")}</Badge>}
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs [overflow-wrap:anywhere]">
          {email} ·{" "}
          {isVouchedFor && (
            <>{t(signsInBy.includes("password") ? "signsInBy.both" : "signsInBy.singleSignOn")} · </>
          )}
          {lastSeenAt === null ? (
            t("neverSeen")
          ) : (
            <>
              {t("lastSeen")} <RelativeTime value={lastSeenAt} />
            </>
          )}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <div className="w-36">
          <RoleChoice
            aria-label={t("roleOf", { name: email })}
            roles={ROLES}
            value={role}
            onChange={(next) => change({ role: next })}
            disabled={isPending}
            size="sm"
          />
        </div>
        <Opener opens="menu" part={personMenu} props={{ person, onLink, onRemove: () => setRemoving(true) }}>
          <Button variant="ghost" size="icon-sm" aria-label={t("actionsOf", { name: email })}>
            <Ellipsis aria-hidden />
          </Button>
        </Opener>
      </div>
      <Suspense>
        {isRemoving && <RemovePersonDialog person={person} onClose={() => setRemoving(false)} />}
      </Suspense>
    </li>
  );
}
