import type { ReactNode } from "react";

/** What a page is, and the one thing to begin on it. */
export function PageHead({ title, intro, action }: { title: string; intro: string; action?: ReactNode }) {
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0 flex-1 basis-64">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        <p className="mt-1 max-w-prose text-muted-foreground text-sm">{intro}</p>
      </div>
      {action}
    </header>
  );
}
