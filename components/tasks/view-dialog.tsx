"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { useViews } from "@/components/tasks/use-views";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { SavedView } from "@/lib/view-schemas";

const MAX_NAME = 60;

/** Names what the list shows now, or changes and deletes a view. @param view null for a new one */
export function ViewDialog({
  view,
  query,
  onClose,
}: {
  view: SavedView | null;
  query: string;
  onClose: () => void;
}) {
  const t = useTranslations("list.views");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-sm">
        <DialogHeader>
          <DialogTitle>{view === null ? t("saveTitle") : t("editTitle")}</DialogTitle>
          <DialogDescription>{t(view === null ? "saveText" : "editText")}</DialogDescription>
        </DialogHeader>
        <ViewForm view={view} query={query} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function ViewForm({ view, query, onClose }: { view: SavedView | null; query: string; onClose: () => void }) {
  const t = useTranslations("list.views");
  const common = useTranslations("common");
  const mayShare = useMayAct();
  const { busy, save, change, remove } = useViews();
  const nameId = useId();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [replace, setReplace] = useState(false);
  const wanted = name.trim();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wishes = { name: wanted, shared, ...(view === null || replace ? { query } : {}) };
    const isDone =
      view === null ? await save({ ...wishes, query }) : await change({ id: view.id, ...wishes }, wanted);
    if (isDone) onClose();
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <div className="flex flex-col gap-1.5">
        <Label htmlFor={nameId}>{t("name")}</Label>
        <Input
          id={nameId}
          value={name}
          maxLength={MAX_NAME}
          required
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      {mayShare && <Tick label={t("share")} checked={shared} onChange={setShared} />}
      {view !== null && view.query !== query && (
        <Tick label={t("replace")} checked={replace} onChange={setReplace} />
      )}
      <DialogFooter>
        {view !== null && (
          <Button
            variant="ghost"
            className="text-destructive-text sm:mr-auto"
            disabled={busy}
            onClick={() => void remove(view).then((isDone) => isDone && onClose())}
          >
            {t("remove")}
          </Button>
        )}
        <Button variant="outline" onClick={onClose}>
          {common("cancel")}
        </Button>
        <Button type="submit" busy={busy} disabled={wanted === ""}>
          {t("confirm")}
        </Button>
      </DialogFooter>
    </form>
  );
}

function Tick({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <Label htmlFor={id} className="min-h-6 font-normal">
      <Checkbox id={id} checked={checked} onCheckedChange={(next) => onChange(next === true)} />
      {label}
    </Label>
  );
}
