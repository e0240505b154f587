"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { FilePreview } from "@/components/media/file-preview";
import { previewKind } from "@/components/media/preview-kind";
import { Thumbnail } from "@/components/media/thumbnail";
import { fieldLabel } from "@/components/new-task/field-label";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { NodeInputView } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { SectionCard } from "./section-card";

/** Longer text is folded to its beginning. */
const FOLD_AT = 280;

/** What the task was given, with pictures of the files. */
export function Inputs({
  inputs,
  fields,
}: {
  inputs: readonly NodeInputView[];
  fields: readonly FormField[];
}) {
  const t = useTranslations("task.inputs");
  const locale = useLocale();
  const labels = new Map(
    fields.map((field) => [`${field.nodeId}\n${field.fieldName}`, fieldLabel(field, locale)]),
  );
  return (
    <SectionCard title={t("title")} count={inputs.length}>
      {inputs.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground text-sm">{t("none")}</p>
      ) : (
        <dl className="divide-y">
          {inputs.map((input) => {
            const place = `${input.nodeId}\n${input.fieldName}`;
            return <InputRow key={place} input={input} label={labels.get(place)} />;
          })}
        </dl>
      )}
    </SectionCard>
  );
}

function InputRow({ input, label }: { input: NodeInputView; label: string | undefined }) {
  const t = useTranslations("task.inputs");
  const name = label ?? input.fieldName;
  return (
    <div className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[minmax(8rem,14rem)_minmax(0,1fr)]">
      <dt className="min-w-0">
        <span className="block text-sm [overflow-wrap:anywhere]">{name}</span>
        <span className="block truncate font-mono text-muted-foreground text-xs">
          #{input.nodeId} {name.endsWith(input.fieldName) ? "" : input.fieldName}
        </span>
      </dt>
      <dd className="min-w-0 text-sm">
        {input.random && <DrawnMark isDrawn={input.fieldValue !== undefined} />}
        {input.random && input.fieldValue === undefined ? null : input.uploadId === undefined ? (
          <Value name={name} value={input.fieldValue ?? ""} />
        ) : (
          <UploadValue
            uploadId={input.uploadId}
            fileName={input.fileName ?? t("node", { node: input.nodeId })}
          />
        )}
      </dd>
    </div>
  );
}

function DrawnMark({ isDrawn }: { isDrawn: boolean }) {
  const t = useTranslations("task.inputs");
  return isDrawn ? (
    <Badge variant="outline" className="mb-1">
      {t("drawn")}
    </Badge>
  ) : (
    <span className="text-muted-foreground">{t("notDrawn")}</span>
  );
}

function UploadValue({ uploadId, fileName }: { uploadId: string; fileName: string }) {
  const t = useTranslations("task.inputs");
  const url = `/api/uploads/${uploadId}`;
  const isPicture = previewKind(fileName) === "image";
  return (
    <div className="flex flex-col items-start gap-1.5">
      {!isPicture && (
        <FilePreview
          url={url}
          fileName={fileName}
          alt={t("filePreview", { name: fileName })}
          className="max-h-48 bg-surface object-contain"
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          aria-label={t("openFile", { name: fileName })}
          className="focus-ring flex min-w-0 items-center gap-3 rounded-sm text-primary-text underline-offset-4 hover:underline"
        >
          {isPicture && <Thumbnail url={url} className="size-24 shrink-0 rounded-md border bg-surface" />}
          <span className="min-w-0 [overflow-wrap:anywhere]">{fileName}</span>
        </a>
        <Button asChild variant="outline" size="sm">
          <a href={`${url}?download=1`} download aria-label={t("downloadFile", { name: fileName })}>
            <Download aria-hidden />
            {t("download")}
          </a>
        </Button>
      </div>
    </div>
  );
}

function Value({ name, value }: { name: string; value: string | number | boolean }) {
  const t = useTranslations("task.inputs");
  const [isOpen, setOpen] = useState(false);
  if (typeof value === "boolean") return t(value ? "on" : "off");
  const text = String(value);
  if (text === "") return <span className="text-muted-foreground">{t("empty")}</span>;
  const isLong = text.length > FOLD_AT;
  return (
    <div className="flex items-start justify-between gap-2">
      <div className="min-w-0">
        <p className="whitespace-pre-wrap tabular-nums [overflow-wrap:anywhere]">
          {isLong && !isOpen ? `${text.slice(0, FOLD_AT)}…` : text}
        </p>
        {isLong && (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="focus-ring mt-1 rounded-sm text-primary-text text-sm underline-offset-4 hover:underline"
          >
            {isOpen ? t("less") : t("more", { count: text.length })}
          </button>
        )}
      </div>
      <CopyButton text={text} label={t("copyValue", { field: name })} className="-my-1 shrink-0" />
    </div>
  );
}
