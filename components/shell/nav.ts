import { ListTodo, type LucideIcon, SquarePlus, Workflow } from "lucide-react";

interface NavItem {
  /** Its words are in the messages, shell.nav. */
  readonly name: "tasks" | "newTask" | "workflows";
  readonly href: string;
  readonly icon: LucideIcon;
}

/** The pages of the product, in the order of the sidebar and the bottom bar. */
export const NAV: readonly NavItem[] = [
  { name: "tasks", href: "/tasks", icon: ListTodo },
  { name: "newTask", href: "/tasks/new", icon: SquarePlus },
  { name: "workflows", href: "/workflows", icon: Workflow },
];

/** The item whose page is open: the longest matching address wins, so /tasks/new is not also Tasks. */
export function currentItem(pathname: string): NavItem | null {
  const fitting = NAV.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return fitting.sort((a, b) => b.href.length - a.href.length)[0] ?? null;
}
