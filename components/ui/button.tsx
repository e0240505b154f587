import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export const buttonVariants = cva(
  "ui-button focus-ring disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg:not([class*='size-'])]:size-4 [&_svg]:pointer-events-none [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        default: "ui-button-primary hover:bg-primary-hover",
        destructive: "ui-button-destructive hover:bg-destructive-hover",
        outline: "ui-button-outline hover:bg-accent",
        secondary: "ui-button-secondary hover:bg-border",
        ghost: "ui-button-ghost hover:bg-accent",
        link: "ui-button-link hover:underline",
      },
      size: {
        default: "ui-button-default",
        sm: "ui-button-sm",
        xs: "ui-button-xs",
        lg: "ui-button-lg",
        icon: "ui-button-icon",
        "icon-sm": "ui-button-icon-sm",
        "icon-xs": "ui-button-icon-xs",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Renders the only child with the button's looks, for links. */
  asChild?: boolean;
  /** Work under way: the label stays, a mark turns, clicks do nothing. */
  busy?: boolean;
}

export function Button({
  className,
  variant,
  size,
  asChild = false,
  busy = false,
  type = "button",
  disabled,
  children,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size, className }));
  if (asChild) {
    return (
      <Slot.Root data-slot="button" className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      data-slot="button"
      type={type}
      className={classes}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...props}
    >
      {busy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
