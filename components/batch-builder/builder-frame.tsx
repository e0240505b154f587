import type { ReactNode } from "react";

/** The sheet's page: as high as the window leaves it, whatever stands above, so that only the sheet scrolls. */
export function BuilderFrame({ children }: { children: ReactNode }) {
  return (
    <div data-fill className="relative min-h-[36rem] w-full flex-1">
      {/* Out of the flow: the sheet's own height must not hold the window open. */}
      <div className="absolute inset-0 flex flex-col px-4 pt-4 md:px-6">{children}</div>
    </div>
  );
}
