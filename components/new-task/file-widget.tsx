"use client";

import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type Ref, useEffect, useState } from "react";
import { useDropzone } from "react-dropzone";
import { fileSizeText } from "@/components/media/file-size";
import { Button } from "@/components/ui/button";
import type { GivenFile } from "@/lib/field-value";
import { MAX_UPLOAD_BYTES } from "@/lib/task-limits";
import type { UploadView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";
import { acceptFor, fileKindOf, problemOfFile } from "./file-check";
import { GivenFileView } from "./given-file";
import { useUploadFailureText } from "./upload-failure-text";
import { UploadProgress } from "./upload-progress";
import { useUpload } from "./use-upload";
import type { FileProps } from "./widget-props";

/**
 * A file input: drop, paste or choose; checked here first, then uploaded with progress while the rest is filled in. It
 * never counts as left: an upload under way, or one that was not taken, is a problem only for somebody who wants to start.
 */
export function FileWidget({
  field,
  value,
  onChange,
  disabled,
  id,
  describedBy,
  invalid,
  label,
  focusRef,
}: FileProps) {
  const t = useTranslations("newTask.file");
  const failureText = useUploadFailureText();
  const kind = fileKindOf(field.type);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [localUrl, setLocalUrl] = useState<string | null>(null);
  // The file this browser has at hand; another may be picked from earlier tasks since.
  const [localId, setLocalId] = useState<string | null>(null);
  useEffect(() => () => (localUrl === null ? undefined : URL.revokeObjectURL(localUrl)), [localUrl]);
  const hold = (given: GivenFile | null, upload?: "busy" | "failed") =>
    onChange({
      ...{ type: "file", saved: value.saved, given, busy: upload === "busy" },
      ...(upload === "failed" && { failed: true }),
    });
  const done = ({ id: uploadId, fileName, size }: UploadView) => {
    setLocalId(uploadId);
    hold({ id: uploadId, fileName, size });
  };
  const { state, send, cancel } = useUpload(done, () => hold(null, "failed"));

  const take = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    const problem = problemOfFile(file, kind, MAX_UPLOAD_BYTES);
    if (problem !== null) {
      const facts = { name: file.name, size: fileSizeText(file.size), max: fileSizeText(MAX_UPLOAD_BYTES) };
      setComplaint(t(`problems.${problem}`, { ...facts, kind: t(`kinds.${kind}`) }));
      return;
    }
    setComplaint(files.length > 1 ? t("problems.several") : null);
    setLocalUrl(URL.createObjectURL(file));
    hold(null, "busy");
    void send(file);
  };
  const stop = () => {
    cancel();
    hold(null);
  };
  // Types are checked by `take`, which says in words what is wrong; the dropzone would only drop the file.
  const { getRootProps, getInputProps, inputRef, isDragActive, open } = useDropzone({
    onDrop: (files) => {
      take(files);
      // The same file may be chosen again after it was cancelled or removed: only an emptied input tells of it.
      if (inputRef.current) inputRef.current.value = "";
    },
    noClick: true,
    noKeyboard: true,
    multiple: false,
    disabled,
  });
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  };
  const zone = getRootProps({ onPaste: paste, role: "group", "aria-label": label });
  // A value of an earlier task may have been picked in place of what was not taken.
  const failed = state.phase === "failed" && value.failed ? state : null;
  const isIdle = state.phase !== "sending" && failed === null && value.given === null;
  return (
    <div
      {...zone}
      className={cn(
        "rounded-lg border border-dashed p-3 transition-colors",
        isDragActive ? "bg-primary-soft" : "bg-card",
        invalid ? "border-destructive-text" : isDragActive ? "border-primary" : "border-input",
      )}
    >
      <input {...getInputProps({ accept: acceptFor(kind), "aria-label": label })} />
      {state.phase === "sending" && (
        <UploadProgress file={state.file} sentBytes={state.sentBytes} previewUrl={localUrl} onCancel={stop} />
      )}
      {failed !== null && (
        <div role="alert" className="flex flex-wrap items-center gap-2 text-sm">
          <p className="min-w-0 flex-1 basis-56 text-destructive-text [overflow-wrap:anywhere]">
            {failureText(failed.file.name, failed.failure)}
          </p>
          {/* The same file would be refused again. */}
          <Button
            ref={focusRef as Ref<HTMLButtonElement>} // a button is an HTMLElement; refs are invariant
            size="sm"
            variant="outline"
            aria-describedby={describedBy}
            onClick={() => (failed.failure.refusal === null ? take([failed.file]) : open())}
          >
            {t(failed.failure.refusal === null ? "retry" : "another")}
          </Button>
          <Button size="sm" variant="ghost" onClick={stop}>
            {t("remove")}
          </Button>
        </div>
      )}
      {state.phase !== "sending" && value.given !== null && (
        <GivenFileView
          file={value.given}
          localUrl={value.given.id === localId ? localUrl : null}
          disabled={disabled}
          onReplace={open}
          onRemove={() => {
            setLocalUrl(null);
            hold(null);
          }}
        />
      )}
      {isIdle && value.saved !== "" && (
        <p className="mb-2 text-muted-foreground text-sm [overflow-wrap:anywhere]">
          {t("saved", { name: value.saved })}
        </p>
      )}
      {isIdle && (
        <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm">
          <Upload aria-hidden className="size-4 text-muted-foreground" />
          <span className="text-muted-foreground max-sm:sr-only">
            {t("drop", { kind: t(`kinds.${kind}`) })}
          </span>
          <button
            ref={focusRef as Ref<HTMLButtonElement>} // a button is an HTMLElement; refs are invariant
            id={id}
            type="button"
            disabled={disabled}
            onClick={open}
            aria-describedby={describedBy}
            className="focus-ring rounded-sm font-medium text-primary-text underline-offset-4 hover:underline disabled:opacity-50"
          >
            {t("choose")}
          </button>
          <span className="text-muted-foreground text-xs">
            {t("limit", { size: fileSizeText(MAX_UPLOAD_BYTES) })}
          </span>
        </div>
      )}
      {complaint !== null && (
        <p role="alert" className="mt-2 text-destructive-text text-sm [overflow-wrap:anywhere]">
          {complaint}
        </p>
      )}
    </div>
  );
}
