import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { cn } from "@/lib/utils";

/** One of a few, each with a word on what it means. */
export function ChoiceCards<Value extends string>({
  label,
  value,
  onChange,
  choices,
}: {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: string; hint: string }[];
}) {
  return (
    <RadioGroup
      value={value}
      onValueChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      aria-label={label}
      className={cn("grid-cols-1 gap-1.5", choices.length === 2 && "sm:grid-cols-2")}
    >
      {choices.map((choice) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
        <label
          key={choice.value}
          className="flex items-start gap-2.5 rounded-md border border-input bg-card px-3 py-2 text-sm has-[[data-state=checked]]:border-primary has-[[data-state=checked]]:bg-primary-soft"
        >
          <RadioGroupItem value={choice.value} className="mt-0.5" />
          <span className="min-w-0">
            <span className="block font-medium">{choice.label}</span>
            <span className="block text-muted-foreground text-xs">{choice.hint}</span>
          </span>
        </label>
      ))}
    </RadioGroup>
  );
}
