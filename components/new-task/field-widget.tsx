"use client";

import { FileWidget } from "./file-widget";
import { SeedWidget, SwitchWidget } from "./switch-widgets";
import { LineWidget, NumberWidget, SelectWidget, TextareaWidget } from "./text-widgets";
import type { TextProps, WidgetProps } from "./widget-props";

/** The control that fits the field. */
export function FieldWidget(props: WidgetProps) {
  const { value } = props;
  switch (value.type) {
    case "switch":
      return <SwitchWidget {...props} value={value} />;
    case "seed":
      return <SeedWidget {...props} value={value} />;
    case "file":
      return <FileWidget {...props} value={value} />;
    case "text":
      return <TextWidget {...props} value={value} />;
  }
}

function TextWidget(props: TextProps) {
  switch (props.field.type) {
    case "textarea":
      return <TextareaWidget {...props} />;
    case "integer":
    case "number":
      return <NumberWidget {...props} />;
    case "select":
      return props.field.freeText ? <LineWidget {...props} /> : <SelectWidget {...props} />;
    default:
      return <LineWidget {...props} />;
  }
}
