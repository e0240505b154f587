"use client";

import { useTranslations } from "next-intl";
import { Dialog, DialogContent, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const KEYS = [
  ["/", "search"],
  ["j", "down"],
  ["k", "up"],
  ["x", "select"],
  ["Enter", "open"],
  ["Esc", "clear"],
  ["?", "help"],
] as const;

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations("tasks.help");
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent className="max-w-sm" aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
        </DialogHeader>
        <dl className="grid grid-cols-[1fr_auto] gap-y-2.5 text-sm">
          {KEYS.map(([key, word]) => (
            <div key={key} className="contents">
              <dt>{t(word)}</dt>
              <dd className="text-right">
                <Kbd>{key}</Kbd>
              </dd>
            </div>
          ))}
          <dt>{t("range")}</dt>
          <dd className="text-right">
            <Kbd>{t("rangeKeys")}</Kbd>
          </dd>
        </dl>
      </DialogContent>
    </Dialog>
  );
}
