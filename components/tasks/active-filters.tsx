"use client";

import { X } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { workflowName } from "@/components/new-task/field-label";
import { useReasonText } from "@/components/reason-text";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { useNameOfBatch } from "@/components/tasks/use-name-of-batch";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { ANY_ERROR, isSpan, type ListAddress, WITHOUT, type Wish, wishesOf } from "@/lib/list-address";
import { shortId } from "@/lib/short-id";

/** What narrows the list, each with a way to take it back. */
export function WishChips({ list: { address, narrow } }: { list: ListAddressState }) {
  return wishesOf(address).map((wish) => (
    <WishChip key={wish} wish={wish} address={address} onRemove={() => narrow(WITHOUT[wish])} />
  ));
}

function WishChip({ wish, address, onRemove }: ChipProps & { wish: Wish; address: ListAddress }) {
  switch (wish) {
    case "workflow":
      return <WorkflowChip id={address.workflow ?? ""} onRemove={onRemove} />;
    case "account":
      return <AccountChip id={address.account ?? ""} onRemove={onRemove} />;
    case "error":
      return <ErrorChip code={address.error ?? ""} onRemove={onRemove} />;
    case "batch":
      return <BatchChip id={address.batch ?? ""} onRemove={onRemove} />;
    case "created":
      return <CreatedChip address={address} onRemove={onRemove} />;
    case "active":
      return <Chip wish={wish} value={null} onRemove={onRemove} />;
  }
}

function Chip({ wish, value, onRemove }: { wish: Wish; value: string | null; onRemove: () => void }) {
  const t = useTranslations("list.chips");
  const name = value === null ? t(wish) : `${t(wish)}: ${value}`;
  return (
    <span className="inline-flex h-7 min-w-0 max-w-64 items-center rounded-full border bg-card pl-2.5 text-xs max-md:h-9">
      <span title={name} className="min-w-0 truncate">
        {value === null ? (
          t(wish)
        ) : (
          <>
            <span className="text-muted-foreground">{t(wish)}</span> {value}
          </>
        )}
      </span>
      <Button
        variant="ghost"
        size="icon-xs"
        aria-label={t("remove", { name })}
        className="size-6.5 rounded-full text-muted-foreground max-md:size-9"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3.5" />
      </Button>
    </span>
  );
}

interface ChipProps {
  readonly onRemove: () => void;
}

function WorkflowChip({ id, onRemove }: ChipProps & { id: string }) {
  const locale = useLocale();
  const { data: workflows } = trpc.workflows.list.useQuery();
  const known = workflows?.find(({ remoteId }) => remoteId === id);
  const name = known === undefined ? id : workflowName(known, locale);
  return <Chip wish="workflow" value={name} onRemove={onRemove} />;
}

function AccountChip({ id, onRemove }: ChipProps & { id: string }) {
  const { data: lane } = useLane();
  const name = lane?.accounts.find((account) => account.id === id)?.name ?? shortId(id);
  return <Chip wish="account" value={name} onRemove={onRemove} />;
}

function ErrorChip({ code, onRemove }: ChipProps & { code: string }) {
  const t = useTranslations("list.filter");
  const reasonText = useReasonText();
  const name = code === ANY_ERROR ? t("anyError") : reasonText({ code, message: code }).title;
  return <Chip wish="error" value={name} onRemove={onRemove} />;
}

function BatchChip({ id, onRemove }: ChipProps & { id: string }) {
  return <Chip wish="batch" value={useNameOfBatch(id)} onRemove={onRemove} />;
}

function CreatedChip({ address: { from, to }, onRemove }: ChipProps & { address: ListAddress }) {
  const t = useTranslations("list");
  const format = useFormatter();
  // Noon: a day has the same date there in every zone people live in.
  const day = (value: string) => format.dateTime(new Date(`${value}T12:00:00`), { dateStyle: "medium" });
  const name = isSpan(from)
    ? t(`filter.spans.${from}`)
    : from === null
      ? t("chips.until", { day: day(to ?? "") })
      : to === null
        ? t("chips.since", { day: day(from) })
        : from === to
          ? day(from)
          : t("chips.between", { from: day(from), to: day(to) });
  return <Chip wish="created" value={name} onRemove={onRemove} />;
}
