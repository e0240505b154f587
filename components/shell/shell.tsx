import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { LaneStrip } from "@/components/lane/lane";
import { LiveTasksProvider } from "@/components/live/live-tasks";
import { NotifyGate } from "@/components/notify/notify-gate";
import { PaletteProvider } from "@/components/palette/palette-context";
import { ActorProvider } from "@/components/shell/actor-context";
import { Banners } from "@/components/shell/banners";
import { BottomBar } from "@/components/shell/bottom-bar";
import { ListTrail } from "@/components/shell/list-trail";
import { Sidebar } from "@/components/shell/sidebar";
import { TabMark } from "@/components/shell/tab-mark";
import { TaskActionsProvider } from "@/components/tasks/task-actions";
import { SettleDialogsProvider } from "@/components/unclear/settle-dialogs";
import type { MeView } from "@/lib/people-schemas";

/** The frame around every page of a signed-in person. */
export async function Shell({ actor, children }: { actor: MeView; children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <ActorProvider actor={actor}>
      <LiveTasksProvider>
        <TaskActionsProvider>
          <SettleDialogsProvider>
            <PaletteProvider>
              <TabMark />
              <NotifyGate />
              <a
                href="#content"
                className="focus-ring fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-3 py-2 text-primary-foreground text-sm focus:translate-y-0"
              >
                {t("skipToContent")}
              </a>
              <Suspense>
                <ListTrail />
              </Suspense>
              <div className="flex min-h-dvh">
                <Sidebar />
                <div className="flex min-w-0 flex-1 flex-col">
                  <Banners />
                  <LaneStrip />
                  <main
                    id="content"
                    tabIndex={-1}
                    className="min-w-0 flex-1 outline-none has-[>[data-fill]]:flex has-[>[data-fill]]:flex-col"
                  >
                    {children}
                  </main>
                  <div aria-hidden className="h-[calc(3.5rem+env(safe-area-inset-bottom))] md:hidden" />
                </div>
                <BottomBar />
              </div>
            </PaletteProvider>
          </SettleDialogsProvider>
        </TaskActionsProvider>
      </LiveTasksProvider>
    </ActorProvider>
  );
}
