"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { workflowName } from "@/components/new-task/field-label";
import { toast } from "@/components/toast/toast";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { ImportPanel } from "./import-panel";

export function ImportDialog() {
  const t = useTranslations("workflows");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Download aria-hidden />
          {t("import")}
        </Button>
      </DialogTrigger>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t("importTitle")}</DialogTitle>
          <DialogDescription>{t("importIntro")}</DialogDescription>
        </DialogHeader>
        <ImportPanel
          onImported={(workflow) => {
            setOpen(false);
            toast.success(t("imported", { name: workflowName(workflow, locale) }));
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
