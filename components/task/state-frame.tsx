"use client";

import type { LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/copy-button";
import { cn } from "@/lib/utils";

export interface Tone {
  readonly icon: LucideIcon;
  readonly frame: string;
  readonly mark: string;
}

/** For a cause somebody should know of. */
export const NOTICE: Omit<Tone, "icon"> = {
  frame: "border-notice-border bg-notice",
  mark: "text-notice-foreground",
};

/** The frame of the panel that says how a task stands. */
export function StateFrame({
  tone: { icon: Icon, frame, mark },
  title,
  id,
  foot,
  children,
}: {
  tone: Tone;
  title: string;
  id?: string;
  /** Below the words, over the whole width. */
  foot?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      id={id}
      data-slot="task-state"
      className={cn("scroll-mt-16 rounded-lg border p-4", frame)}
      aria-live="polite"
    >
      <div className="flex items-start gap-3">
        <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0", mark)} />
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-[15px] [overflow-wrap:anywhere]">{title}</h2>
          {children}
        </div>
      </div>
      {foot}
    </section>
  );
}

export function StateText({ children }: { children: ReactNode }) {
  return <p className="mt-0.5 max-w-prose text-sm [overflow-wrap:anywhere]">{children}</p>;
}

/** What to do about it; nothing where there is nothing to do. `children`: the way there. */
export function Cure({ text, children }: { text: string; children?: ReactNode }) {
  const t = useTranslations("task");
  if (text === "") return null;
  return (
    <p className="mt-2 max-w-prose text-sm">
      <span className="font-medium">{t("whatToDo")}</span>{" "}
      <span className="[overflow-wrap:anywhere]">{text}</span> {children}
    </p>
  );
}

/** The words of a program, for those who want them. */
export function TechnicalDetail({ text }: { text: string }) {
  const t = useTranslations("task");
  if (text === "") return null;
  return (
    <details className="mt-2 text-sm">
      <summary className="focus-ring w-fit cursor-pointer rounded-sm text-muted-foreground">
        {t("technical")}
      </summary>
      <div className="mt-1.5 flex items-start gap-1">
        <code className="max-h-48 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap rounded-md bg-foreground/5 p-2 font-mono text-xs [overflow-wrap:anywhere]">
          {text}
        </code>
        <CopyButton text={text} label={t("copyDetail")} />
      </div>
    </details>
  );
}
