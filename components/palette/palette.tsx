"use client";

import { Command, useCommandState } from "cmdk";
import { LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import type { PaletteEntry } from "./entry";
import { rememberEntry, useRecentEntries } from "./recent-entries";
import { useActionEntries } from "./use-action-entries";
import { usePageEntries } from "./use-page-entries";
import { useTaskEntries } from "./use-task-entries";

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Everything there is to go to and to do, by a few letters. */
export function Palette({ open, onOpenChange }: Props) {
  const t = useTranslations("palette");
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="top-[12dvh] max-h-[76dvh] max-w-xl translate-y-0 gap-0 overflow-hidden p-0">
        <DialogTitle className="sr-only">{t("title")}</DialogTitle>
        <DialogDescription className="sr-only">{t("hint")}</DialogDescription>
        <Choices onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** Mounted while the palette is open, so that each time begins with nothing typed. */
function Choices({ onDone }: { onDone: () => void }) {
  const t = useTranslations("palette");
  const [typed, setTyped] = useState("");
  const { entries: tasks, isSearching } = useTaskEntries(typed);
  const { pages, workflows, batches } = usePageEntries();
  const actions = useActionEntries();
  const known = [...pages, ...workflows, ...batches, ...actions];
  const recent = useRecentEntries(known);
  const choose = (entry: PaletteEntry) => {
    rememberEntry(entry);
    onDone();
    entry.run();
  };
  const isFresh = typed.trim() === "";
  const rest = (entries: readonly PaletteEntry[]) =>
    isFresh ? entries.filter(({ id }) => !recent.some((entry) => entry.id === id)) : entries;
  return (
    <Command label={t("title")} loop className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-2.5 border-b py-1 pr-12 pl-4">
        {isSearching ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-muted-foreground" />
        ) : (
          <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        )}
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder={t("placeholder")}
          className="h-11 min-w-0 flex-1 bg-transparent text-[15px] outline-none placeholder:text-muted-foreground"
        />
      </div>
      <Command.List label={t("results")} className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2">
        <Command.Empty className="px-2 py-6 text-center text-muted-foreground text-sm">
          {t(isSearching ? "searching" : "nothing")}
        </Command.Empty>
        {isFresh && <Group title={t("groups.recent")} entries={recent} onChoose={choose} />}
        <Group title={t("groups.tasks")} entries={tasks} onChoose={choose} isFound />
        <Group title={t("groups.pages")} entries={rest(pages)} onChoose={choose} />
        <Group title={t("groups.actions")} entries={rest(actions)} onChoose={choose} />
        <Group title={t("groups.workflows")} entries={rest(workflows)} onChoose={choose} />
        <Group title={t("groups.batches")} entries={rest(batches)} onChoose={choose} />
      </Command.List>
      <Count />
    </Command>
  );
}

function Group({
  title,
  entries,
  onChoose,
  isFound = false,
}: {
  title: string;
  entries: readonly PaletteEntry[];
  onChoose: (entry: PaletteEntry) => void;
  /** The server has found them: what is typed need not stand in their words. */
  isFound?: boolean;
}) {
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={title}
      forceMount={isFound}
      className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-muted-foreground **:[[cmdk-group-heading]]:text-xs"
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={`${entry.label} ${entry.id}`}
          keywords={[...(entry.keywords ?? [])]}
          forceMount={isFound}
          onSelect={() => onChoose(entry)}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-accent"
        >
          <entry.icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          <span className="min-w-0 flex-1 truncate">{entry.label}</span>
          {entry.aside !== undefined && (
            <span className="max-w-[40%] shrink-0 truncate text-muted-foreground text-xs">{entry.aside}</span>
          )}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** How many there are, for the ear. */
function Count() {
  const t = useTranslations("palette");
  const count = useCommandState((state) => state.filtered.count);
  return (
    <output aria-live="polite" className="sr-only">
      {t("count", { count })}
    </output>
  );
}
