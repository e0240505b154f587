"use client";

import { useTranslations } from "next-intl";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { Role } from "@/lib/actor";
import { roleSchema } from "@/lib/people-schemas";

interface RoleChoiceProps {
  readonly id?: string;
  /** Instead of a label of its own. */
  readonly label?: string;
  readonly roles: readonly Role[];
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly isDisabled?: boolean;
  readonly size?: "sm" | "default";
}

export function RoleChoice({ id, label, roles, value, onChange, isDisabled, size }: RoleChoiceProps) {
  const t = useTranslations("shell.roles");
  return (
    <Select value={value} onValueChange={(role) => onChange(roleSchema.parse(role))} disabled={isDisabled}>
      <SelectTrigger id={id} aria-label={label} size={size}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {roles.map((role) => (
          <SelectItem key={role} value={role}>
            {t(role)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
