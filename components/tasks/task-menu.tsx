"use client";

import { Ellipsis } from "lucide-react";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";
import type { TaskView } from "@/lib/task-schemas";

const taskMenuItems = later(() => import("./task-menu-items").then(({ TaskMenuItems }) => TaskMenuItems));

/** What can be done with a task besides its buttons. `withOpen`: where no other link leads to it and no button deletes it. */
export function TaskMenu({
  task,
  label,
  onRunAgain,
  withOpen = false,
}: {
  task: TaskView;
  /** Accessible name of the button. */
  label: string;
  onRunAgain?: () => void;
  withOpen?: boolean;
}) {
  const mayAct = useMayAct();
  if (!mayAct && !withOpen) return null;
  return (
    <Opener opens="menu" part={taskMenuItems} props={{ task, onRunAgain, withOpen }}>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={label}
        className="text-muted-foreground pointer-coarse:size-10"
      >
        <Ellipsis aria-hidden />
      </Button>
    </Opener>
  );
}
