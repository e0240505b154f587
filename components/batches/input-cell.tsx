"use client";

import { Dices } from "lucide-react";
import { useTranslations } from "next-intl";
import { previewKind } from "@/components/media/preview-kind";
import { Thumbnail } from "@/components/media/thumbnail";
import type { NodeInputView } from "@/lib/task-schemas";

/** What the row was given here: a small picture, or as much of the text as fits; with `whole`, all of it. */
export function InputCell({ input, whole = false }: { input: NodeInputView | null; whole?: boolean }) {
  const t = useTranslations("batches.matrix");
  if (input === null) return <Quiet>{t("own")}</Quiet>;
  const { uploadId, fileName = "", fieldValue, random } = input;
  if (uploadId !== undefined) return <FileValue uploadId={uploadId} fileName={fileName} />;
  if (random) {
    return (
      <span className="flex items-center gap-1.5 whitespace-nowrap" title={t("drawn")}>
        <Dices aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
        {fieldValue === undefined ? <Quiet>{t("drawn")}</Quiet> : String(fieldValue)}
      </span>
    );
  }
  if (typeof fieldValue === "boolean") return t(fieldValue ? "on" : "off");
  const text = String(fieldValue ?? "");
  if (text === "") return <Quiet>{t("empty")}</Quiet>;
  if (whole) return <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</span>;
  return (
    <span
      title={text}
      className="line-clamp-4 w-max max-w-36 leading-4.5 [overflow-wrap:anywhere] md:max-w-80 2xl:max-w-xl"
    >
      {text}
    </span>
  );
}

function FileValue({ uploadId, fileName }: { uploadId: string; fileName: string }) {
  const t = useTranslations("batches.matrix");
  return (
    <span className="flex max-w-48 items-center gap-2" title={fileName}>
      {previewKind(fileName) === "image" && (
        <Thumbnail
          url={`/api/uploads/${uploadId}`}
          alt={t("file", { name: fileName })}
          className="size-14 shrink-0 rounded-md border bg-surface"
        />
      )}
      <span className="line-clamp-3 min-w-12 [overflow-wrap:anywhere]">{fileName}</span>
    </span>
  );
}

function Quiet({ children }: { children: string }) {
  return <span className="whitespace-nowrap text-muted-foreground">{children}</span>;
}
