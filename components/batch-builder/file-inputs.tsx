import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { FolderInput } from "./folder-input";
import type { AskedFiles } from "./use-edits";

/** The two file choosers of the sheet; whoever asks opens the one that fits. */
export function FileInputs({
  asked,
  onFiles,
}: {
  asked: AskedFiles | null;
  onFiles: (files: File[]) => void;
}) {
  const t = useTranslations("batchBuilder.files");
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked !== null) (asked.folder ? folder : files).current?.click();
  }, [asked]);
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t("choose")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <FolderInput inputRef={folder} label={t("chooseFolder")} onFiles={onFiles} />
    </>
  );
}
