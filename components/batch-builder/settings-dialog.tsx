import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import type { PlaceAccount } from "@/components/accounts/place";
import { RunWhere } from "@/components/new-task/run-where";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { InputField } from "@/components/ui/field";
import type { BatchSettings } from "./batch-settings";

interface Props {
  readonly accounts: readonly PlaceAccount[];
  readonly disabled: boolean;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** Names, account, machine and time limit for all rows. */
export function SettingsDialog({ accounts, disabled, open, onOpen }: Props) {
  const t = useTranslations("batchBuilder.settings");
  const { register, formState } = useFormContext<BatchSettings>();
  const { batchName, workflowName } = formState.errors;
  return (
    <Dialog open={open} onOpenChange={onOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <SlidersHorizontal aria-hidden />
          {t("open")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("intro")}</DialogDescription>
        </DialogHeader>
        <InputField
          label={t("batchName")}
          error={batchName?.message}
          {...register("batchName")}
          disabled={disabled}
        />
        <InputField
          label={t("taskName")}
          hint={t("taskNameHint")}
          error={workflowName?.message}
          {...register("workflowName")}
          disabled={disabled}
        />
        <RunWhere disabled={disabled} accounts={accounts} />
        <DialogFooter>
          <DialogClose asChild>
            <Button>{t("done")}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
