import type { ReactNode } from "react";
import { Label } from "@/components/ui/label";

/** One labelled field of a form; `children` names `${id}-words` as its description. */
export function Setting({
  id,
  label,
  hint,
  error,
  children,
}: {
  id: string;
  label: string;
  hint?: string;
  error: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {children}
      <div id={`${id}-words`} className="empty:hidden">
        {hint !== undefined && <p className="text-muted-foreground text-xs">{hint}</p>}
        {error !== undefined && <p className="text-destructive-text text-sm">{error}</p>}
      </div>
    </div>
  );
}
