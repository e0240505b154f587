import { useTranslations } from "next-intl";
import { ChoiceCards } from "./choice-cards";

export type RowsGo = "below" | "instead";

/** Asked only when the sheet has rows to lose. */
export function WhereRowsGo({ value, onChange }: { value: RowsGo; onChange: (value: RowsGo) => void }) {
  const t = useTranslations("batchBuilder.go");
  return (
    <ChoiceCards
      label={t("label")}
      value={value}
      onChange={onChange}
      choices={[
        { value: "below", label: t("below"), hint: t("belowHint") },
        { value: "instead", label: t("instead"), hint: t("insteadHint") },
      ]}
    />
  );
}
