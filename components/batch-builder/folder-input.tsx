import { type RefObject, useEffect } from "react";

/** A hidden input that takes a whole folder; press it by its ref. */
export function FolderInput({
  inputRef,
  label,
  onFiles,
}: {
  inputRef: RefObject<HTMLInputElement | null>;
  label: string;
  onFiles: (files: File[]) => void;
}) {
  // React does not know the attribute.
  useEffect(() => inputRef.current?.setAttribute("webkitdirectory", ""), [inputRef]);
  return (
    <input
      ref={inputRef}
      type="file"
      multiple
      hidden
      aria-label={label}
      onChange={(event) => {
        onFiles([...(event.target.files ?? [])]);
        event.target.value = "";
      }}
    />
  );
}
