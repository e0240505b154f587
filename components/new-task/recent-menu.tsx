"use client";

import { FileIcon, History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { Thumbnail } from "@/components/media/thumbnail";
import { trpc } from "@/components/trpc";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { type FieldValue, isFileField, valueFrom } from "@/lib/field-value";
import type { RecentValue } from "@/lib/history-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { FieldMenu } from "./field-menu";
import { type SameWork, useSameWork } from "./same-work";

interface Props {
  readonly field: FormField;
  readonly label: string;
  readonly disabled: boolean;
  readonly onPick: (value: FieldValue) => void;
}

/** The last values of the field, read when somebody asks for them. */
export function RecentMenu(props: Props) {
  const work = useSameWork();
  return work === null ? null : <Menu {...props} work={work} />;
}

function Menu({ field, label, disabled, onPick, work }: Props & { work: SameWork }) {
  const t = useTranslations("newTask.recent");
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const { nodeId, fieldName } = field;
  const recent = trpc.workflows.recentValues.useQuery({ ...work, nodeId, fieldName }, { enabled: open });
  const values = recent.data?.filter((value) => isFileField(field) || "fieldValue" in value);
  return (
    <FieldMenu
      icon={History}
      title={t("title")}
      openLabel={t("open", { field: label })}
      disabled={disabled}
      onOpenChange={setOpen}
    >
      {values === undefined && (
        <p role="status" className="px-2 py-1.5 text-muted-foreground text-sm">
          {recent.error ? errorText(recent.error) : t("loading")}
        </p>
      )}
      {values?.length === 0 && <p className="px-2 py-1.5 text-muted-foreground text-sm">{t("none")}</p>}
      {values?.map((value) => (
        <DropdownMenuItem
          key={"uploadId" in value ? value.uploadId : `${typeof value.fieldValue} ${value.fieldValue}`}
          onSelect={() => onPick(fieldValueOf(field, value))}
        >
          <Item value={value} />
        </DropdownMenuItem>
      ))}
    </FieldMenu>
  );
}

function Item({ value }: { value: RecentValue }) {
  const t = useTranslations("newTask.form");
  if ("uploadId" in value) {
    return (
      <>
        <Thumbnail
          url={`/api/uploads/${value.uploadId}`}
          className="size-10 shrink-0 rounded-md border bg-surface"
          fallback={<FileIcon aria-hidden className="size-5 text-muted-foreground" />}
        />
        <span className="min-w-0 [overflow-wrap:anywhere]">{value.fileName}</span>
      </>
    );
  }
  const { fieldValue } = value;
  const text = typeof fieldValue === "boolean" ? t(fieldValue ? "on" : "off") : String(fieldValue);
  return <span className="line-clamp-3 min-w-0 tabular-nums [overflow-wrap:anywhere]">{text}</span>;
}

function fieldValueOf(field: FormField, recent: RecentValue): FieldValue {
  if (!("uploadId" in recent)) return valueFrom(field, recent.fieldValue);
  const given = { id: recent.uploadId, fileName: recent.fileName, size: null };
  return { type: "file", saved: String(field.value), given, busy: false };
}
