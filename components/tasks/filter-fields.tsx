"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { useLane } from "@/components/lane/use-lane";
import { workflowName } from "@/components/new-task/field-label";
import { BatchChoice } from "@/components/tasks/batch-choice";
import { DateChoice } from "@/components/tasks/date-choice";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import { ANY_ERROR, WISHES, WITHOUT, wishesOf } from "@/lib/list-address";
import { shortId } from "@/lib/short-id";
import { FAILURE_REASONS, WAITING_REASONS } from "@/lib/task-reason";

export type FilterProps = Pick<ListAddressState, "address" | "narrow">;

/** No wish, among the choices of a select: its values cannot be empty. */
const ALL = "all";

export function FilterFields({ address, narrow }: FilterProps) {
  const t = useTranslations("list.filter");
  const id = useId();
  return (
    <div className="flex flex-col gap-4">
      <WorkflowChoice address={address} narrow={narrow} />
      <AccountChoice address={address} narrow={narrow} />
      <ErrorChoice address={address} narrow={narrow} />
      <BatchChoice address={address} narrow={narrow} />
      <DateChoice address={address} narrow={narrow} />
      <Label htmlFor={id} className="min-h-8 font-normal">
        <Checkbox
          id={id}
          checked={address.active && address.status === null}
          onCheckedChange={(checked) => narrow({ active: checked === true, status: null })}
        />
        {t("active")}
      </Label>
      <Button
        variant="outline"
        size="sm"
        className="max-md:h-10"
        disabled={wishesOf(address).length === 0}
        onClick={() => narrow(Object.assign({}, ...WISHES.map((wish) => WITHOUT[wish])))}
      >
        {t("clear")}
      </Button>
    </div>
  );
}

function Choice({
  label,
  all,
  value,
  onChange,
  children,
}: {
  label: string;
  /** What it is called to choose none. */
  all: string;
  value: string | null;
  onChange: (value: string | null) => void;
  children: ReactNode;
}) {
  return (
    <Field label={label}>
      {(frame) => (
        <Select value={value ?? ALL} onValueChange={(next) => onChange(next === ALL ? null : next)}>
          <SelectTrigger {...frame} size="sm" className="max-md:h-10">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ALL}>{all}</SelectItem>
            {children}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

/** The names, and the one the address has even if nobody knows its name: tasks outlive what they were made of. */
function withOwn(names: Map<string, string>, own: string | null, name: (id: string) => string) {
  if (own !== null && !names.has(own)) names.set(own, name(own));
  return [...names].map(([id, text]) => (
    <SelectItem key={id} value={id}>
      {text}
    </SelectItem>
  ));
}

function WorkflowChoice({ address, narrow }: FilterProps) {
  const t = useTranslations("list.filter");
  const locale = useLocale();
  const { data: workflows = [] } = trpc.workflows.list.useQuery();
  const names = new Map(workflows.map((workflow) => [workflow.remoteId, workflowName(workflow, locale)]));
  return (
    <Choice
      label={t("workflow")}
      all={t("anyWorkflow")}
      value={address.workflow}
      onChange={(workflow) => narrow({ workflow })}
    >
      {withOwn(names, address.workflow, (id) => id)}
    </Choice>
  );
}

function AccountChoice({ address, narrow }: FilterProps) {
  const t = useTranslations("list.filter");
  const { data: lane } = useLane();
  const names = new Map(lane?.accounts.map(({ id, name }) => [id, name]));
  return (
    <Choice
      label={t("account")}
      all={t("anyAccount")}
      value={address.account}
      onChange={(account) => narrow({ account })}
    >
      {withOwn(names, address.account, shortId)}
    </Choice>
  );
}

function ErrorChoice({ address, narrow }: FilterProps) {
  const t = useTranslations("list.filter");
  const words = useTranslations("reasons");
  const groups = { failed: FAILURE_REASONS, waiting: WAITING_REASONS } as const;
  return (
    <Choice
      label={t("error")}
      all={t("noMatter")}
      value={address.error}
      onChange={(error) => narrow({ error })}
    >
      <SelectItem value={ANY_ERROR}>{t("anyError")}</SelectItem>
      {(["failed", "waiting"] as const).map((group) => (
        <SelectGroup key={group}>
          <SelectLabel>{t(group)}</SelectLabel>
          {groups[group].map((code) => (
            <SelectItem key={code} value={code}>
              {words(`${code}.title`)}
            </SelectItem>
          ))}
        </SelectGroup>
      ))}
    </Choice>
  );
}
