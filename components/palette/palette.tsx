"use client";

import { Command } from "cmdk";
import { LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { matching, type PaletteEntry } from "./entry";
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
  const { found, search, isSearching } = useTaskEntries(typed);
  const { pages, workflows, batches } = usePageEntries();
  const actions = useActionEntries();
  const recent = useRecentEntries([...pages, ...workflows, ...batches, ...actions]);
  const isFresh = typed.trim() === "";
  const fitting = (entries: readonly PaletteEntry[]) =>
    isFresh ? entries.filter(({ id }) => !recent.some((entry) => entry.id === id)) : matching(entries, typed);
  const groups = [
    { name: "recent", entries: isFresh ? recent : [] },
    { name: "pages", entries: fitting(pages) },
    { name: "actions", entries: fitting(actions) },
    { name: "tasks", entries: found },
    { name: "workflows", entries: fitting(workflows) },
    { name: "batches", entries: fitting(batches) },
    { name: "search", entries: search },
  ] as const;
  const shown = groups.flatMap(({ entries }) => entries);
  const first = shown[0]?.id ?? "";
  const [chosen, setChosen] = useState(first);
  // What is found later stands above: Enter means the best there is, until somebody chooses.
  useEffect(() => setChosen(first), [first]);
  const choose = (entry: PaletteEntry) => {
    rememberEntry(entry);
    onDone();
    entry.run();
  };
  return (
    <Command
      label={t("title")}
      loop
      shouldFilter={false}
      value={chosen}
      onValueChange={setChosen}
      className="flex min-h-0 flex-1 flex-col"
    >
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
          className="h-11 min-w-0 flex-1 text-ellipsis bg-transparent text-[15px] outline-none max-md:text-base placeholder:text-muted-foreground"
        />
      </div>
      <Command.List label={t("results")} className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2">
        {shown.length === 0 && (
          <p className="px-2 py-6 text-center text-muted-foreground text-sm">
            {t(isSearching ? "searching" : "nothing")}
          </p>
        )}
        {groups.map(({ name, entries }) => (
          <Group key={name} title={t(`groups.${name}`)} entries={entries} onChoose={choose} />
        ))}
      </Command.List>
      {/* How many there are, for the ear. */}
      <output aria-live="polite" className="sr-only">
        {isSearching ? "" : t("count", { count: shown.length })}
      </output>
    </Command>
  );
}

function Group({
  title,
  entries,
  onChoose,
}: {
  title: string;
  entries: readonly PaletteEntry[];
  onChoose: (entry: PaletteEntry) => void;
}) {
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={title}
      className="**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-muted-foreground **:[[cmdk-group-heading]]:text-xs"
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={entry.id}
          onSelect={() => onChoose(entry)}
          className="flex min-h-9 cursor-pointer max-md:min-h-10 items-center gap-2.5 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-accent"
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
