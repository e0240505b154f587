"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { copyText } from "@/components/copy-text";
import { toast } from "@/components/toast/toast";
import { Button, type ButtonProps } from "@/components/ui/button";

const CONFIRM_MS = 1_500;

/** Copies `text`; says so in place. `label` is its accessible name unless it has words of its own. */
export function CopyButton({
  text,
  label,
  children,
  variant = "ghost",
  size = "icon-xs",
  ...props
}: Omit<ButtonProps, "onClick"> & { text: string | (() => string); label?: string; children?: ReactNode }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    const done = await copyText(typeof text === "string" ? text : text());
    if (done) setCopied(true);
    else toast.error(t("copyFailed"));
  };
  return (
    <Button
      variant={variant}
      size={size}
      aria-label={children === undefined ? (label ?? t("copy")) : undefined}
      onClick={copy}
      {...props}
    >
      {copied ? (
        <Check aria-hidden className="size-3.5 text-status-ready" />
      ) : (
        <Copy aria-hidden className="size-3.5" />
      )}
      {children}
      <output className="sr-only">{copied ? t("copied") : ""}</output>
    </Button>
  );
}
