"use client";

import { ListFilter } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { workflowName } from "@/components/new-task/field-label";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { menuFilters } from "@/lib/list-address";
import { cn } from "@/lib/utils";

type Props = Pick<ListAddressState, "address" | "narrow">;

/** Workflow, date of creation, batch: what the tabs and the search do not cover. */
export function FilterMenu({ address, narrow }: Props) {
  const t = useTranslations("tasks.filter");
  const count = menuFilters(address);
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          variant="outline"
          size="sm"
          aria-label={count > 0 ? t("openActive", { count }) : t("open")}
          className={cn("max-md:px-2", count > 0 && "border-primary text-primary-text")}
        >
          <ListFilter aria-hidden />
          <span className="max-md:sr-only">{t("open")}</span>
          {count > 0 && <span className="tabular-nums">{count}</span>}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={t("title")} className="flex w-80 flex-col gap-4">
        <WorkflowChoice address={address} narrow={narrow} />
        <div className="grid grid-cols-2 gap-3">
          <Day label={t("from")} value={address.from} onChange={(from) => narrow({ from })} />
          <Day label={t("to")} value={address.to} onChange={(to) => narrow({ to })} />
        </div>
        {address.batch !== null && (
          <Label className="font-normal">
            <Checkbox checked onCheckedChange={() => narrow({ batch: null })} />
            {t("batch")}
          </Label>
        )}
        <Button
          variant="outline"
          size="sm"
          disabled={count === 0}
          onClick={() =>
            narrow({ workflow: null, batch: null, account: null, error: null, from: null, to: null })
          }
        >
          {t("clear")}
        </Button>
      </PopoverContent>
    </Popover>
  );
}

const ANY = "any";

function WorkflowChoice({ address, narrow }: Props) {
  const t = useTranslations("tasks.filter");
  const id = useId();
  const locale = useLocale();
  const { data: workflows = [] } = trpc.workflows.list.useQuery();
  const known = new Map(workflows.map((workflow) => [workflow.remoteId, workflowName(workflow, locale)]));
  // Tasks outlive the library: the address may name a workflow that is not in it.
  if (address.workflow !== null && !known.has(address.workflow))
    known.set(address.workflow, address.workflow);
  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor={id}>{t("workflow")}</Label>
      <Select
        value={address.workflow ?? ANY}
        onValueChange={(value) => narrow({ workflow: value === ANY ? null : value })}
      >
        <SelectTrigger id={id} size="sm">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={ANY}>{t("anyWorkflow")}</SelectItem>
          {[...known].map(([remoteId, name]) => (
            <SelectItem key={remoteId} value={remoteId}>
              {name}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        className="h-8 px-2 text-[13px]"
      />
    </div>
  );
}
