"use client";

import { useId } from "react";
import { CopyButton } from "@/components/copy-button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

/** A secret that is shown now and never again, to be copied; also on plain HTTP. */
export function ShownOnce({ label, value, hint }: { label: string; value: string; hint: string }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <div className="flex items-center gap-2">
        <Input
          id={id}
          value={value}
          readOnly
          spellCheck={false}
          className="min-w-0 flex-1 font-mono text-[13px]"
          onFocus={(event) => event.currentTarget.select()}
          aria-describedby={`${id}-words`}
        />
        <CopyButton text={value} variant="outline" size="icon" />
      </div>
      <p id={`${id}-words`} className="text-muted-foreground text-xs">
        {hint}
      </p>
    </div>
  );
}
