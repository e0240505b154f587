import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useDropzone } from "react-dropzone";
import { placeUnder } from "./place-files";

/** Takes files dropped anywhere on the sheet, and tells the cell under them. */
export function SheetDrop({
  disabled,
  onDrop,
  labelAt,
  children,
}: {
  disabled: boolean;
  onDrop: (files: File[], place: ReturnType<typeof placeUnder>) => void;
  /** What would happen there, in words; null where files have no place. */
  labelAt: (place: ReturnType<typeof placeUnder>) => string | null;
  children: ReactNode;
}) {
  const t = useTranslations("batchBuilder.files");
  const [label, setLabel] = useState<string | null>(null);
  const { getRootProps, isDragActive } = useDropzone({
    noClick: true,
    noKeyboard: true,
    disabled,
    onDragOver: (event) => setLabel(labelAt(placeUnder(event.target))),
    onDrop: (files, _, event) => onDrop(files, placeUnder("target" in event ? event.target : null)),
  });
  return (
    <div {...getRootProps({ className: "relative min-h-0 flex-1", role: undefined, tabIndex: undefined })}>
      {children}
      {isDragActive && (
        <p className="pointer-events-none absolute inset-x-4 bottom-4 z-50 rounded-lg bg-primary px-4 py-2 text-center text-primary-foreground text-sm">
          {label ?? t("dropNowhere")}
        </p>
      )}
    </div>
  );
}
