import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/field";
import { OptionSelect, SelectField } from "@/components/ui/option-select";
import { useSentences } from "@/components/use-sentences";
import type { SheetColumn } from "@/lib/sheet/columns";
import type { TableReading } from "@/lib/sheet/tables";
import type { NamedTable } from "./read-table-file";

/** A select has no empty value. */
const LEFT_OUT = "-";

interface Props {
  readonly tables: readonly NamedTable[];
  readonly chosen: number;
  readonly reading: TableReading;
  readonly columns: readonly SheetColumn[];
  readonly rowCount: number;
  readonly onChoose: (index: number) => void;
  readonly onReading: (reading: TableReading) => void;
}

/** What was understood of the table; open to correction, and open by itself where it is unsure. */
export function TableMatch({ tables, chosen, reading, columns, rowCount, onChoose, onReading }: Props) {
  const t = useTranslations("batchBuilder.import");
  const sentences = useSentences();
  const isSure = reading.hasHeader && reading.unknown.length === 0;
  const [isOpened, setIsOpened] = useState(false);
  const table = tables[chosen]?.table ?? [];
  const matched = reading.keys.filter((key) => key !== null).length;
  return (
    <section aria-label={t("match")} className="flex min-w-0 flex-col gap-3 text-sm">
      {tables.length > 1 && (
        <SelectField
          label={t("sheet")}
          size="sm"
          value={String(chosen)}
          onChange={(index) => onChoose(Number(index))}
          options={tables.map(({ name }, index) => ({ value: String(index), label: name }))}
        />
      )}
      <p role="status">
        {sentences(t("found", { rows: rowCount, columns: matched }), !reading.hasHeader && t("byPlace"))}{" "}
        {reading.unknown.length > 0 && (
          <span className="text-destructive-text">
            {t("unknown", { names: reading.unknown.join(", "), count: reading.unknown.length })}
          </span>
        )}{" "}
        {isSure && !isOpened && (
          <Button variant="link" size="xs" className="h-auto px-0" onClick={() => setIsOpened(true)}>
            {t("look")}
          </Button>
        )}
      </p>
      {(!isSure || isOpened) && (
        <>
          <CheckField
            label={t("hasHeader")}
            checked={reading.hasHeader}
            onCheckedChange={(hasHeader) => onReading({ ...reading, hasHeader })}
          />
          <ul className="flex max-h-64 flex-col gap-1.5 overflow-y-auto">
            {reading.keys.map((key, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: a table's columns are known by their place only
                key={index}
                className="grid grid-cols-2 items-center gap-2"
              >
                <Example table={table} index={index} hasHeader={reading.hasHeader} />
                <OptionSelect
                  size="sm"
                  aria-label={t("goesTo", { number: index + 1 })}
                  value={key ?? LEFT_OUT}
                  onChange={(next) =>
                    onReading({
                      ...reading,
                      keys: withKey(reading.keys, index, next === LEFT_OUT ? null : next),
                    })
                  }
                  options={[
                    { value: LEFT_OUT, label: t("leftOut") },
                    ...columns.map((column) => ({ value: column.key, label: column.label })),
                  ]}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** A column of the sheet is filled by one column of the table: the last choice wins. */
function withKey(keys: TableReading["keys"], index: number, key: string | null) {
  return keys.map((other, place) => {
    if (place === index) return key;
    return other === key ? null : other;
  });
}

function Example({
  table,
  index,
  hasHeader,
}: {
  table: NamedTable["table"];
  index: number;
  hasHeader: boolean;
}) {
  const [first, second] = table;
  const name = hasHeader ? first?.[index] : undefined;
  const value = (hasHeader ? second : first)?.[index];
  return (
    <p className="min-w-0">
      {name !== undefined && <span className="block truncate font-medium text-[13px]">{name}</span>}
      <span className="block truncate text-muted-foreground text-xs">{value}</span>
    </p>
  );
}
