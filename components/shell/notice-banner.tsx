import { CirclePause } from "lucide-react";
import type { ReactNode } from "react";

/** Something stands still: what, why, and the way out as a button. */
export function NoticeBanner({
  title,
  action,
  children,
}: {
  title: string;
  action: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1 border-notice-border border-b bg-notice px-3 py-1.5 text-[13px] text-notice-foreground md:px-5"
    >
      <CirclePause aria-hidden className="size-4 shrink-0 max-sm:mt-0.5 max-sm:self-start" />
      <p className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
        <strong className="font-semibold">{title}</strong> {children}
      </p>
      {/* On a phone below the words, which then have its whole width. */}
      <span className="flex flex-wrap items-center gap-1.5 empty:hidden max-sm:w-full max-sm:pl-6.5">
        {action}
      </span>
    </div>
  );
}
