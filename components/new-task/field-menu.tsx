"use client";

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

interface FieldMenuProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** Accessible name of the button: the title and the field it belongs to. */
  readonly openLabel: string;
  readonly disabled: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A small menu beside a field, whose items are values for it. */
export function FieldMenu({
  icon: Icon,
  title,
  openLabel,
  disabled,
  onOpenChange,
  children,
}: FieldMenuProps) {
  return (
    <DropdownMenu onOpenChange={onOpenChange}>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-xs" disabled={disabled} aria-label={openLabel} title={title}>
          <Icon aria-hidden className="size-3.5" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-80 max-w-[calc(100vw-1rem)]">
        <DropdownMenuLabel>{title}</DropdownMenuLabel>
        {children}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
