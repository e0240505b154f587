import type { Ref } from "react";
import type { FieldValue } from "@/lib/field-value";
import type { FormField } from "@/lib/workflow-schemas";

/** What every widget of the generated form gets. */
export interface WidgetProps<Value extends FieldValue = FieldValue> {
  readonly field: FormField;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly onBlur: () => void;
  readonly disabled: boolean;
  /** Ties the control to its label, hint and error. */
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly label: string;
  /** The element that takes the focus when the form points at a problem. */
  readonly focusRef: Ref<HTMLElement>;
}

export type TextProps = WidgetProps<Extract<FieldValue, { type: "text" }>>;
export type SwitchProps = WidgetProps<Extract<FieldValue, { type: "switch" }>>;
export type SeedProps = WidgetProps<Extract<FieldValue, { type: "seed" }>>;
export type FileProps = WidgetProps<Extract<FieldValue, { type: "file" }>>;
