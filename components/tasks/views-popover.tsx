"use client";

import { Check, Pencil, Plus, Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ExportLinks } from "@/components/tasks/export-links";
import { BUILT_IN, useViews } from "@/components/tasks/use-views";
import { Button } from "@/components/ui/button";
import { Late } from "@/components/ui/late";
import { later } from "@/components/ui/later";
import { OpenPopover } from "@/components/ui/open-popover";
import type { Opened } from "@/components/ui/opener";
import type { TaskFilter, TaskSort } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";
import type { SavedView } from "@/lib/view-schemas";

const viewDialog = later(() => import("./view-dialog").then(({ ViewDialog }) => ViewDialog));

export interface ViewsProps {
  /** What the address says now. */
  readonly query: string;
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
}

/** Views by name, and what else can be done with what the list shows. */
export function ViewsPopover({ query, filter, sort, ...opened }: ViewsProps & Opened) {
  const t = useTranslations("list.views");
  const [edited, setEdited] = useState<SavedView | "new" | null>(null);
  const close = () => opened.onOpenChange(false);
  const edit = (view: SavedView | "new") => {
    close();
    setEdited(view);
  };
  return (
    <>
      <OpenPopover {...opened} align="end" aria-label={t("title")} className="w-72 p-1.5">
        <ViewList query={query} onOpened={close} onEdit={edit} />
        <ExportLinks filter={filter} sort={sort} />
      </OpenPopover>
      {edited !== null && (
        <Late
          part={viewDialog}
          when
          props={{ view: edited === "new" ? null : edited, query, onClose: () => setEdited(null) }}
        />
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
