"use client";

import { Cpu, ExternalLink, type LucideIcon, PenLine, RotateCcw, TimerReset } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { useTaskActions } from "@/components/tasks/task-actions";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { onTasks } from "@/lib/action-target";
import { type Cure, curesOf } from "@/lib/failure-cure";
import type { TaskView } from "@/lib/task-schemas";
import type { FormField } from "@/lib/workflow-schemas";
import { useCureText } from "./cure-text";
import { type RunChanges, useRunAgain } from "./use-run-again";

interface CureButtonsProps {
  readonly task: TaskView;
  readonly fields: readonly FormField[];
  /** Of its newest run, where the page knows its runs. */
  readonly sentAt?: string | null;
}

/** What helps against a failure, as buttons: the first is what most people want. */
export function CureButtons({ task, fields, sentAt = null }: CureButtonsProps) {
  const t = useTranslations("task.cures");
  const mayAct = useMayAct();
  const cureText = useCureText(fields);
  const cures = curesOf({ ...task, sentAt }).filter((cure) => mayAct || cure.kind === "openRemote");
  if (cures.length === 0) return null;
  return (
    <ul aria-label={t("title")} className="mt-3 flex flex-wrap gap-2">
      {cures.map((cure, index) => (
        <li key={cure.kind}>
          <CureButton
            task={task}
            cure={cure}
            text={cureText(cure)}
            variant={index === 0 ? "default" : "outline"}
          />
        </li>
      ))}
    </ul>
  );
}

interface CureProps<K extends Cure["kind"]> {
  readonly task: TaskView;
  readonly cure: Extract<Cure, { kind: K }>;
  readonly text: string;
  readonly variant: "default" | "outline";
}

function CureButton({ cure, ...props }: Omit<CureProps<never>, "cure"> & { cure: Cure }) {
  switch (cure.kind) {
    case "runOn":
      return <RunChanged {...props} icon={Cpu} changes={{ instanceType: cure.instanceType }} />;
    case "runLonger":
      return <RunChanged {...props} icon={TimerReset} changes={{ timeoutMinutes: cure.timeoutMinutes }} />;
    case "restart":
      return <Restart {...props} />;
    case "openRemote":
      return (
        <Button asChild size="sm" variant={props.variant}>
          <a href={cure.url} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden />
            {props.text}
          </a>
        </Button>
      );
    case "edit":
      return (
        <Button asChild size="sm" variant={props.variant}>
          <Link href={editAddress(props.task, cure)}>
            <PenLine aria-hidden />
            {props.text}
          </Link>
        </Button>
      );
  }
}

/** A copy that differs in one setting; the page goes on to it. */
function RunChanged({
  task,
  text,
  variant,
  icon: Icon,
  changes,
}: Omit<CureProps<never>, "cure"> & { icon: LucideIcon; changes: RunChanges }) {
  const t = useTranslations("task.cures");
  const router = useRouter();
  const { runAgain, running } = useRunAgain();
  const isRunning = running.has(task.id);
  const run = async () => {
    const again = await runAgain(task, changes);
    if (again !== null) router.push(`/tasks/${again.id}`);
  };
  return (
    <Hint text={t("copyHint")}>
      <Button size="sm" variant={variant} busy={isRunning} onClick={() => void run()}>
        {!isRunning && <Icon aria-hidden />}
        {text}
      </Button>
    </Hint>
  );
}

function Restart({ task, text, variant }: Omit<CureProps<never>, "cure">) {
  const { request, doing } = useTaskActions();
  const isDoing = doing.get(task.id);
  return (
    <Button
      size="sm"
      variant={variant}
      busy={isDoing === "start"}
      disabled={isDoing !== undefined}
      onClick={() => request("start", onTasks(task))}
    >
      {isDoing !== "start" && <RotateCcw aria-hidden />}
      {text}
    </Button>
  );
}

/** The form with the task's values; `field` marks what to change. */
function editAddress(task: TaskView, { inputs }: Extract<Cure, { kind: "edit" }>): string {
  const query = new URLSearchParams({ from: task.id });
  for (const { nodeId, fieldName } of inputs) query.append("field", `${nodeId}.${fieldName}`);
  return `/tasks/new?${query}`;
}
