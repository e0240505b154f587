import type { ReactNode } from "react";

/** Two columns of cards side by side in a wide window, one below the other else; a card never changes its column. */
export function SettingsColumns({ children }: { children: ReactNode }) {
  return (
    <div className="grid max-w-3xl items-start gap-4 *:flex *:min-w-0 *:flex-col *:gap-4 2xl:max-w-none 2xl:grid-cols-2">
      {children}
    </div>
  );
}
