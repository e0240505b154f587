"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { useViews } from "@/components/tasks/use-views";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { CheckField, InputField } from "@/components/ui/field";
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
      <InputField
        label={t("name")}
        value={name}
        maxLength={MAX_NAME}
        required
        onChange={(event) => setName(event.target.value)}
      />
      {mayShare && <CheckField label={t("share")} checked={shared} onCheckedChange={setShared} />}
      {view !== null && view.query !== query && (
        <CheckField label={t("replace")} checked={replace} onCheckedChange={setReplace} />
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
