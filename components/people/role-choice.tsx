"use client";

import { useTranslations } from "next-intl";
import { OptionSelect, type OptionSelectProps } from "@/components/ui/option-select";
import type { Role } from "@/lib/actor";

interface RoleChoiceProps extends Omit<OptionSelectProps<Role>, "options"> {
  readonly roles: readonly Role[];
}

export function RoleChoice({ roles, ...select }: RoleChoiceProps) {
  const t = useTranslations("shell.roles");
  return <OptionSelect {...select} options={roles.map((role) => ({ value: role, label: t(role) }))} />;
}
