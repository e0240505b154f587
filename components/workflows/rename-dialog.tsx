"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { workflowDescription, workflowName } from "@/components/new-task/field-label";
import { Refusal } from "@/components/refusal";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field, InputField } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { errorMessage } from "@/lib/client-error";
import type { WorkflowView } from "@/lib/workflow-schemas";

export function RenameDialog({
  workflow,
  open,
  onClose,
}: {
  workflow: WorkflowView;
  open: boolean;
  onClose: () => void;
}) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent aria-describedby={undefined}>
        <RenameForm workflow={workflow} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function RenameForm({ workflow, onClose }: { workflow: WorkflowView; onClose: () => void }) {
  const t = useTranslations("workflow.rename");
  const errorText = useErrorText();
  const locale = useLocale();
  const utils = trpc.useUtils();
  const [name, setName] = useState(workflowName(workflow, locale));
  const [description, setDescription] = useState(workflowDescription(workflow, locale) ?? "");
  const rename = trpc.workflows.rename.useMutation({
    onSuccess: async (saved) => {
      await utils.workflows.list.invalidate();
      toast.success(t("saved", { name: saved.name }));
      onClose();
    },
  });
  const isEmpty = name.trim() === "";
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) rename.mutate({ id: workflow.id, name, description: description.trim() || null });
      }}
    >
      <DialogHeader>
        <DialogTitle>{t("title")}</DialogTitle>
      </DialogHeader>
      <InputField
        label={t("name")}
        error={isEmpty ? t("needed") : undefined}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
      />
      <Field label={t("description")} hint={t("descriptionHint")}>
        {(frame) => (
          <Textarea
            {...frame}
            value={description}
            rows={3}
            maxLength={10_000}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      {rename.error && <Refusal text={errorText(rename.error)} detail={errorMessage(rename.error)} />}
      <DialogFooter>
        <Button variant="outline" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" busy={rename.isPending} disabled={isEmpty}>
          {t("save")}
        </Button>
      </DialogFooter>
    </form>
  );
}
