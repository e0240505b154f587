"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { InputCell } from "@/components/batches/input-cell";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { compareParameters, type ParameterRow } from "@/lib/parameter-difference";
import type { NodeInputView } from "@/lib/task-schemas";
import { useParameterNames } from "./use-task-inputs";

/** The parameters of the results in columns: those that differ, and on demand those that are the same. */
export function CompareTable({
  inputs,
  workflowIds,
}: {
  /** Null: not known yet. */
  inputs: readonly (readonly NodeInputView[] | null)[];
  workflowIds: readonly string[];
}) {
  const t = useTranslations("gallery.compare");
  // Names are those of one workflow; of several, each field has its own.
  const nameOf = useParameterNames(new Set(workflowIds).size === 1 ? workflowIds[0] : undefined);
  const [all, setAll] = useState(false);
  const known = inputs.filter((one) => one !== null);
  if (known.length < inputs.length) return <Skeleton className="m-3 h-24 shrink-0" />;
  const { different, same } = compareParameters(known);
  const rows = all ? [...different, ...same] : different;
  return (
    <section
      aria-label={t("parameters")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="focus-ring-inset min-h-28 flex-1 overflow-auto border-t pb-2 text-[13px] md:max-h-[40%]"
    >
      {different.length === 0 && <p className="px-3 pt-3 text-muted-foreground">{t("noDifference")}</p>}
      {rows.length > 0 && (
        <table
          className="w-full table-fixed border-collapse"
          // A column under each picture, and never too narrow to read.
          style={{ minWidth: `${7 * inputs.length}rem` }}
        >
          <thead className="sr-only">
            <tr>
              {inputs.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have nothing else and do not move
                <th key={index} scope="col">
                  {index + 1}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row) => (
            <Parameter key={row.key} row={row} name={nameOf(row)} />
          ))}
        </table>
      )}
      {same.length > 0 && (
        <Button
          variant="link"
          size="xs"
          aria-expanded={all}
          className="mx-3 mt-2 px-0"
          onClick={() => setAll(!all)}
        >
          {t(all ? "hideSame" : "showSame", { count: same.length })}
        </Button>
      )}
    </section>
  );
}

/** Its name has a line to itself: a column of names would shift the values away from their pictures. */
function Parameter({ row, name }: { row: ParameterRow; name: string }) {
  return (
    <tbody className="border-b last:border-0">
      <tr>
        <th
          scope="rowgroup"
          colSpan={row.inputs.length}
          className="px-3 pt-2 text-left font-normal text-muted-foreground text-xs [overflow-wrap:anywhere]"
        >
          {name}
        </th>
      </tr>
      <tr className="align-top">
        {row.inputs.map((input, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have nothing else and do not move
          <td key={index} className="px-3 pt-0.5 pb-2 [overflow-wrap:anywhere]">
            <InputCell input={input} whole />
          </td>
        ))}
      </tr>
    </tbody>
  );
}
