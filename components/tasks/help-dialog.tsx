"use client";

import { useTranslations } from "next-intl";
import { LIST_KEYS } from "@/components/tasks/list-keys";
import { Dialog, DialogContent, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations("list.keys");
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent className="max-w-sm" aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
        </DialogHeader>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 text-sm">
          {LIST_KEYS.map(({ key, shown, does }) => (
            <div key={key} className="contents">
              <dt>{t(does)}</dt>
              <dd className="flex justify-end gap-1">
                {shown.map((part) => (
                  <Kbd key={part}>{part}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p className="text-muted-foreground text-xs">{t("meaning")}</p>
      </DialogContent>
    </Dialog>
  );
}
