"use client";

import { ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { fieldLabel } from "@/components/new-task/field-label";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { fieldPlace } from "@/lib/workflow-field-setting";
import type { FieldDraft } from "./form-draft";

/** A graph can have thousands of values; a search finds what this leaves out. */
const MAX_LISTED = 50;

/** The fields that the form folds away, each a switch away from being shown. */
export function HiddenFields({
  fields,
  disabled,
  onShow,
}: {
  fields: readonly FieldDraft[];
  disabled: boolean;
  onShow: (draft: FieldDraft) => void;
}) {
  const t = useTranslations("workflow.form");
  const types = useTranslations("workflow.field.types");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const nameOf = (draft: FieldDraft) => draft.label.trim() || fieldLabel(draft.field, locale);
  const found = fields.filter((draft) =>
    [nameOf(draft), draft.field.classType, `#${draft.field.nodeId}`].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
  return (
    <Collapsible open={open} onOpenChange={setOpen} className="rounded-lg border bg-card">
      <CollapsibleTrigger className="focus-ring flex w-full items-center gap-2 rounded-lg px-4 py-3 text-left font-medium text-sm">
        <ChevronRight aria-hidden className={open ? "size-4 rotate-90" : "size-4"} />
        {t("hidden")}
        <span className="font-normal text-muted-foreground tabular-nums">{fields.length}</span>
      </CollapsibleTrigger>
      <CollapsibleContent className="border-t">
        <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <p className="text-muted-foreground text-sm">{t("hiddenIntro")}</p>
          <Input
            type="search"
            value={query}
            aria-label={t("search")}
            placeholder={t("search")}
            className="sm:w-64"
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
        <ul className="divide-y border-t empty:hidden">
          {found.slice(0, MAX_LISTED).map((draft) => (
            <li key={fieldPlace(draft.field)} className="flex min-h-11 items-center gap-3 px-4 py-1.5">
              <Switch
                checked={false}
                disabled={disabled}
                aria-label={t("show", { name: nameOf(draft) })}
                onCheckedChange={() => onShow(draft)}
              />
              <span className="min-w-0 flex-1 truncate text-sm">{nameOf(draft)}</span>
              <span className="shrink-0 text-muted-foreground text-xs">
                {types(draft.field.type)} <span className="font-mono">#{draft.field.nodeId}</span>
              </span>
            </li>
          ))}
        </ul>
        <p role="status" className="px-4 py-3 text-muted-foreground text-sm empty:hidden">
          {found.length === 0 && wanted !== "" && t("nothing", { query: query.trim() })}
          {found.length > MAX_LISTED && t("more", { count: found.length - MAX_LISTED })}
        </p>
      </CollapsibleContent>
    </Collapsible>
  );
}
