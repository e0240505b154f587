import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

/** A view with nothing to show: what this is, and the one thing to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  actions,
  isPage = false,
  className,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** It is all there is on the page, so that its title is the page's. */
  isPage?: boolean;
  className?: string;
}) {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className={cn("ui-empty-state", className)}>
      <div className="flex size-11 items-center justify-center rounded-lg border bg-card text-muted-foreground">
        <Icon aria-hidden className="size-5" />
      </div>
      <Title className="mt-4 text-balance font-semibold text-[15px]">{title}</Title>
      {children && (
        <div className="mt-1.5 max-w-md text-pretty text-muted-foreground text-sm [overflow-wrap:anywhere]">
          {children}
        </div>
      )}
      {actions && <div className="mt-5 flex flex-wrap items-center justify-center gap-2">{actions}</div>}
    </div>
  );
}
