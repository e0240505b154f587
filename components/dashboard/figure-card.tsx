"use client";

import { ChartColumn, Download, Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { downloadText } from "@/components/download-text";
import { SectionCard } from "@/components/task/section-card";
import { Button } from "@/components/ui/button";
import { type Figures, FigureTable, figureRows } from "./figure-table";

/** Without it, Excel takes UTF-8 for the code page of the country. */
const BYTE_ORDER_MARK = "\ufeff";

/** One part of the dashboard: a chart with its exact numbers a press away, or the numbers alone. */
export function FigureCard<Row>({
  title,
  fileName,
  figures,
  chart,
}: {
  title: string;
  fileName: string;
  figures: Figures<Row>;
  chart?: ReactNode;
}) {
  const t = useTranslations("dashboard");
  const [asTable, setAsTable] = useState(chart === undefined);
  const download = async () => {
    const { default: Papa } = await import("papaparse");
    const text = Papa.unparse(figureRows(figures), { escapeFormulae: true, newline: "\r\n" });
    downloadText(`${BYTE_ORDER_MARK}${text}\r\n`, `hubqueue-${fileName}.csv`, "text/csv;charset=utf-8");
  };
  return (
    <SectionCard
      title={title}
      actions={
        <div className="flex items-center gap-1">
          {chart !== undefined && (
            <Button variant="ghost" size="xs" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
              {t(asTable ? "asChart" : "asTable")}
            </Button>
          )}
          <CopyButton
            label={t("copyOf", { title })}
            text={() =>
              figureRows(figures)
                .map((row) => row.map((value) => value ?? "").join("\t"))
                .join("\n")
            }
          />
          <Button
            variant="ghost"
            size="icon-xs"
            aria-label={t("downloadOf", { title })}
            onClick={() => void download()}
          >
            <Download aria-hidden className="size-3.5" />
          </Button>
        </div>
      }
    >
      {asTable ? <FigureTable {...figures} label={title} /> : <div className="p-4">{chart}</div>}
    </SectionCard>
  );
}
