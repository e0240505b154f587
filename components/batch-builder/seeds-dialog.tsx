import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import type { Say } from "@/lib/field-schema";
import type { SheetColumn } from "@/lib/sheet/columns";
import { FIRST_POLICY, problemOfPolicy, SEED_KINDS, type SeedPolicy } from "@/lib/sheet/seeds";
import { ChoiceCards } from "./choice-cards";

interface Props {
  readonly columns: readonly SheetColumn[];
  readonly seeds: Readonly<Record<string, SeedPolicy>>;
  readonly rowCount: number;
  readonly say: Say;
  readonly onChange: (key: string, policy: SeedPolicy) => void;
  readonly onClose: () => void;
}

/** What empty seed cells become. */
export function SeedsDialog({ columns, seeds, rowCount, say, onChange, onClose }: Props) {
  const t = useTranslations("batchBuilder.seeds");
  const seedColumns = columns.filter(({ field }) => field?.type === "seed");
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("intro")}</DialogDescription>
        </DialogHeader>
        {seedColumns.map((column) => (
          <SeedRule
            key={column.key}
            column={column}
            policy={seeds[column.key] ?? FIRST_POLICY}
            rowCount={rowCount}
            say={say}
            onChange={(policy) => onChange(column.key, policy)}
          />
        ))}
        <DialogFooter>
          <Button onClick={onClose}>{t("close")}</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function startingWith(kind: SeedPolicy["kind"], digits: string): SeedPolicy {
  if (kind === "fixed") return { kind, seed: digits };
  return kind === "count" ? { kind, from: digits } : { kind };
}

function SeedRule({
  column,
  policy,
  rowCount,
  say,
  onChange,
}: {
  column: SheetColumn;
  policy: SeedPolicy;
  rowCount: number;
  say: Say;
  onChange: (policy: SeedPolicy) => void;
}) {
  const t = useTranslations("batchBuilder.seeds");
  const digits = policy.kind === "fixed" ? policy.seed : policy.kind === "count" ? policy.from : null;
  const problem = column.field === null ? null : problemOfPolicy(column.field, policy, rowCount, say);
  const id = `seed-of-${column.key.replace("\n", "-")}`;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm [overflow-wrap:anywhere]">{column.label}</legend>
      <ChoiceCards
        label={column.label}
        value={policy.kind}
        onChange={(kind) => onChange(startingWith(kind, digits ?? "1"))}
        choices={SEED_KINDS.map((kind) => ({
          value: kind,
          label: t(`kinds.${kind}`),
          hint: t(`hints.${kind}`),
        }))}
      />
      {digits !== null && (
        <>
          <Input
            value={digits}
            inputMode="numeric"
            autoComplete="off"
            aria-label={t(policy.kind === "fixed" ? "number" : "firstNumber")}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-problem`}
            className="tabular-nums"
            onChange={(event) => onChange(startingWith(policy.kind, event.target.value))}
          />
          <p id={`${id}-problem`} className="text-destructive-text text-sm empty:hidden">
            {problem}
          </p>
        </>
      )}
    </fieldset>
  );
}
