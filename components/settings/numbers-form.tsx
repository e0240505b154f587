"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { InputField } from "@/components/ui/field";
import { typedNumber, typedText } from "@/lib/typed-number";

export interface NumberWords {
  readonly title: string;
  /** What an empty field means. */
  readonly none: string;
  readonly problem: string;
  /** What the numbers do, below them. */
  readonly how: string;
  /** Who can change them, for those who cannot. */
  readonly whoMay: string;
  readonly save: string;
}

interface NumbersFormProps<Name extends string> {
  /** Null is "no limit". */
  readonly values: Readonly<Record<NoInfer<Name>, number | null>>;
  /** What one number may be. */
  readonly number: z.ZodType<number | null, number | null>;
  readonly labels: Readonly<Record<Name, string>>;
  readonly words: NumberWords;
  readonly inputMode: "numeric" | "decimal";
  readonly isLocked: boolean;
  readonly isSaving: boolean;
  readonly onSave: (values: Record<Name, number | null>) => void;
}

/** Numbers of one kind, each of which may be left out. */
export function NumbersForm<Name extends string>(props: NumbersFormProps<Name>) {
  const { values, number, labels, words, inputMode, isLocked, isSaving, onSave } = props;
  const names = Object.keys(labels) as Name[]; // its only keys
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(z.record(z.string(), typedNumber(number))),
    defaultValues: Object.fromEntries(names.map((name) => [name, typedText(values[name])])),
  });
  return (
    <form
      noValidate
      aria-label={words.title}
      className="mt-4 flex flex-col gap-4"
      onSubmit={handleSubmit((typed) => onSave(typed as Record<Name, number | null>))} // a field for each name
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {names.map((name) => (
          <InputField
            key={name}
            label={labels[name]}
            error={formState.errors[name] && words.problem}
            {...register(name)}
            inputMode={inputMode}
            placeholder={words.none}
            readOnly={isLocked}
            className="tabular-nums"
          />
        ))}
      </div>
      <p className="max-w-prose text-muted-foreground text-xs">{words.how}</p>
      {isLocked ? (
        <p className="text-muted-foreground text-xs">{words.whoMay}</p>
      ) : (
        <div>
          <Button type="submit" variant="outline" busy={isSaving} disabled={!formState.isDirty}>
            {words.save}
          </Button>
        </div>
      )}
    </form>
  );
}
