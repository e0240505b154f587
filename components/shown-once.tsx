"use client";

import { CopyButton } from "@/components/copy-button";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface ShownOnceProps {
  readonly title: string;
  /** What to do with it. */
  readonly text: string;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  /** On the button that closes it. */
  readonly done: string;
  readonly onClose: () => void;
}

/** A secret that is shown now and never again, to be copied; also on plain HTTP. */
export function ShownOnce({ title, text, label, value, hint, done, onClose }: ShownOnceProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{text}</DialogDescription>
        </DialogHeader>
        <Field label={label} hint={hint}>
          {(frame) => (
            <div className="flex items-center gap-2">
              <Input
                {...frame}
                value={value}
                readOnly
                spellCheck={false}
                className="min-w-0 flex-1 font-mono text-[13px]"
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton text={value} variant="outline" size="icon" />
            </div>
          )}
        </Field>
        <DialogFooter>
          <DialogClose asChild>
            <Button>{done}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
