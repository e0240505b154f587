"use client";

import { Bookmark, Check, Pencil, Plus, Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { BUILT_IN, useViews } from "@/components/tasks/use-views";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/utils";
import type { SavedView } from "@/lib/view-schemas";

const ViewDialog = lazy(() =>
  import("@/components/tasks/view-dialog").then(({ ViewDialog }) => ({ default: ViewDialog })),
);

/**
 * Views by name: open one, save what the list shows now, rename or delete. @param query what the address says now
 * @param children what else can be done with what the list shows
 */
export function ViewsMenu({ query, children }: { query: string; children: ReactNode }) {
  const t = useTranslations("list.views");
  const [open, setOpen] = useState(false);
  const [edited, setEdited] = useState<SavedView | "new" | null>(null);
  const edit = (view: SavedView | "new") => {
    setOpen(false);
    setEdited(view);
  };
  return (
    <>
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button
            variant="ghost"
            size="sm"
            aria-label={t("open")}
            className="text-muted-foreground max-md:h-9"
          >
            <Bookmark aria-hidden />
            <span className="max-lg:sr-only">{t("title")}</span>
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end" aria-label={t("title")} className="w-72 p-1.5">
          <ViewList query={query} onOpened={() => setOpen(false)} onEdit={edit} />
          {children}
        </PopoverContent>
      </Popover>
      {edited !== null && (
        <Suspense>
          <ViewDialog view={edited === "new" ? null : edited} query={query} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </>
  );
}

function ViewList({
  query,
  onOpened,
  onEdit,
}: {
  query: string;
  onOpened: () => void;
  onEdit: (view: SavedView | "new") => void;
}) {
  const t = useTranslations("list.views");
  const { views } = useViews();
  return (
    <>
      <ul className="max-h-80 overflow-y-auto">
        {BUILT_IN.map((view) => (
          <ViewRow key={view.name} query={view.query} isOpen={view.query === query} onOpened={onOpened}>
            {t(`builtIn.${view.name}`)}
          </ViewRow>
        ))}
        {views.map((view) => (
          <ViewRow
            key={view.id}
            query={view.query}
            isOpen={view.query === query}
            onOpened={onOpened}
            aside={<ViewAside view={view} onEdit={() => onEdit(view)} />}
          >
            {view.name}
          </ViewRow>
        ))}
      </ul>
      <div className="mt-1.5 border-t pt-1.5">
        <Button
          variant="ghost"
          size="sm"
          className="w-full justify-start max-md:h-10"
          onClick={() => onEdit("new")}
        >
          <Plus aria-hidden className="text-muted-foreground" />
          {t("save")}
        </Button>
      </div>
    </>
  );
}

function ViewRow({
  query,
  isOpen,
  onOpened,
  aside,
  children,
}: {
  query: string;
  isOpen: boolean;
  onOpened: () => void;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex items-center rounded-md hover:bg-accent">
      <Link
        href={query === "" ? "/tasks" : `/tasks?${query}`}
        aria-current={isOpen ? "page" : undefined}
        onClick={onOpened}
        className="focus-ring-inset flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-sm max-md:h-10"
      >
        <Check aria-hidden className={cn("size-4 shrink-0 text-primary-text", !isOpen && "invisible")} />
        <span className="truncate">{children}</span>
      </Link>
      {aside}
    </li>
  );
}

function ViewAside({ view, onEdit }: { view: SavedView; onEdit: () => void }) {
  const t = useTranslations("list.views");
  return (
    <>
      {view.shared && (
        <span title={view.owner === null ? t("sharedByYou") : t("sharedBy", { owner: view.owner })}>
          <Users aria-hidden className="mx-1 size-3.5 text-muted-foreground" />
          <span className="sr-only">{t("isShared")}</span>
        </span>
      )}
      {view.mayChange && (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t("edit", { name: view.name })}
          className="text-muted-foreground max-md:size-10"
          onClick={onEdit}
        >
          <Pencil aria-hidden className="size-3.5" />
        </Button>
      )}
    </>
  );
}
