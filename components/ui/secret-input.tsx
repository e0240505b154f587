"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { cn } from "@/lib/utils";
import { Input } from "./input";

interface SecretInputProps extends Omit<ComponentProps<typeof Input>, "type"> {
  readonly showLabel: string;
  readonly hideLabel: string;
}

/** Hidden from who looks over the shoulder, shown on demand: typing blind on a phone is how people lock themselves out. */
export function SecretInput({ showLabel, hideLabel, className, ...input }: SecretInputProps) {
  const [isShown, setShown] = useState(false);
  const Mark = isShown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...input} type={isShown ? "text" : "password"} className={cn("pr-10", className)} />
      <button
        type="button"
        aria-label={isShown ? hideLabel : showLabel}
        onClick={() => setShown(!isShown)}
        className="finger-room focus-ring absolute inset-y-1 right-1 flex w-8 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
      >
        <Mark aria-hidden className="size-4" />
      </button>
    </div>
  );
}
