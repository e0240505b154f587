"use client";

import { ArrowRight, Minus, Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { WorkflowDifference } from "@/lib/workflow-difference-schema";

/** Nobody reads more of one kind. */
const MAX_SHOWN = 50;
const MARKS = { added: Plus, removed: Minus, changed: Pencil } as const;

/** Everything that changed between two versions, fields first: they are what people meet. */
export function DifferenceView({ difference }: { difference: WorkflowDifference }) {
  const t = useTranslations("workflow.difference");
  const { fields, values, nodes, links } = difference;
  const lists = [...Object.values(fields), values, ...Object.values(nodes)];
  if (links === 0 && lists.every((list) => list.length === 0))
    return <p className="text-muted-foreground text-sm">{t("none")}</p>;
  const fieldOf = ({ nodeId, fieldName, label }: (typeof fields.added)[number]) => ({
    key: `${nodeId}.${fieldName}`,
    text: label,
  });
  const nodeOf = ({ id, title, classType }: (typeof nodes.added)[number]) => ({
    key: id,
    text: title === classType ? `#${id} ${title}` : `#${id} ${title} · ${classType}`,
  });
  const from = (before: string, after: string) => <FromTo before={before} after={after} />;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <Changes
        mark="added"
        title={(count) => t("fieldsAdded", { count })}
        items={fields.added.map(fieldOf)}
      />
      <Changes
        mark="removed"
        title={(count) => t("fieldsRemoved", { count })}
        items={fields.removed.map(fieldOf)}
      />
      <Changes
        mark="changed"
        title={(count) => t("fieldsChanged", { count })}
        items={fields.changed.map(fieldOf)}
      />
      <Changes
        mark="changed"
        title={(count) => t("values", { count })}
        items={values.map((one) => ({ ...fieldOf(one), more: from(one.before, one.after) }))}
      />
      <Changes mark="added" title={(count) => t("nodesAdded", { count })} items={nodes.added.map(nodeOf)} />
      <Changes
        mark="removed"
        title={(count) => t("nodesRemoved", { count })}
        items={nodes.removed.map(nodeOf)}
      />
      <Changes
        mark="changed"
        title={(count) => t("nodesChanged", { count })}
        items={nodes.changed.map((one) => ({ ...nodeOf(one), more: from(one.before, one.classType) }))}
      />
      <Changes
        mark="changed"
        title={(count) => t("nodesRenamed", { count })}
        items={nodes.renamed.map((one) => ({ ...nodeOf(one), more: from(one.before, one.title) }))}
      />
      {links > 0 && <p className="font-medium">{t("links", { count: links })}</p>}
    </div>
  );
}

interface Change {
  readonly key: string;
  readonly text: string;
  readonly more?: ReactNode;
}

function Changes({
  mark,
  title,
  items,
}: {
  mark: keyof typeof MARKS;
  title: (count: number) => string;
  items: readonly Change[];
}) {
  const t = useTranslations("workflow.difference");
  if (items.length === 0) return null;
  const Mark = MARKS[mark];
  const rest = items.length - MAX_SHOWN;
  return (
    <section>
      <h3 className="font-medium">{title(items.length)}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {items.slice(0, MAX_SHOWN).map(({ key, text, more }) => (
          <li key={key} className="flex items-start gap-2">
            <Mark aria-hidden className="mt-1 size-3.5 shrink-0 text-muted-foreground" />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {text}
              {more !== undefined && <span className="block text-muted-foreground">{more}</span>}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="mt-1 text-muted-foreground">{t("more", { count: rest })}</p>}
    </section>
  );
}

function FromTo({ before, after }: { before: string; after: string }) {
  const t = useTranslations("workflow");
  return (
    <>
      <del className="[overflow-wrap:anywhere]">{before || t("field.empty")}</del>{" "}
      <ArrowRight aria-label={t("difference.became")} className="inline size-3.5 align-[-2px]" />{" "}
      <ins className="text-foreground no-underline">{after || t("field.empty")}</ins>
    </>
  );
}
