"use client";

import { ArrowLeft, ChevronDown, ChevronUp, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { useNeighbourKeys, useNeighbours } from "./use-neighbours";

/** Back to the list the person came from, and on to the tasks beside this one there. */
export function TaskNav({ id }: { id: string }) {
  const t = useTranslations("task");
  const { previous, next, listAddress } = useNeighbours(id);
  useNeighbourKeys({ previous, next });
  return (
    <div className="flex min-h-8 items-center justify-between gap-3">
      <Link
        href={listAddress}
        // What the server knows is the plain list.
        suppressHydrationWarning
        className="focus-ring -ml-1 inline-flex items-center gap-1 rounded-sm px-1 text-muted-foreground text-sm hover:text-foreground"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <nav aria-label={t("nav.label")} className="-mr-1.5 flex items-center">
        <Step id={previous} label={t("nav.previous")} keyName="k" icon={ChevronUp} />
        <Step id={next} label={t("nav.next")} keyName="j" icon={ChevronDown} />
      </nav>
    </div>
  );
}

function Step({
  id,
  label,
  keyName,
  icon: Icon,
}: {
  id: string | null;
  label: string;
  keyName: string;
  icon: LucideIcon;
}) {
  const look = { variant: "ghost", size: "icon-xs", className: "size-8 text-muted-foreground" } as const;
  if (id === null) {
    return (
      <Button {...look} disabled aria-label={label}>
        <Icon aria-hidden className="size-4" />
      </Button>
    );
  }
  return (
    <Hint text={`${label} (${keyName})`}>
      <Button asChild {...look}>
        <Link href={`/tasks/${id}`} aria-label={label} aria-keyshortcuts={keyName}>
          <Icon aria-hidden className="size-4" />
        </Link>
      </Button>
    </Hint>
  );
}
