import {
  ChartColumn,
  Images,
  KeyRound,
  Layers,
  ListTodo,
  type LucideIcon,
  Settings,
  SquarePlus,
  Workflow,
} from "lucide-react";
import type { Right } from "@/lib/rights";

interface NavItem {
  /** Its words are in the messages, shell.nav. */
  readonly name:
    | "tasks"
    | "batches"
    | "newTask"
    | "results"
    | "workflows"
    | "dashboard"
    | "accounts"
    | "settings";
  readonly href: string;
  readonly icon: LucideIcon;
  /** Without it the page is not offered. */
  readonly right?: Right;
  /** On a phone it is in the menu: the bar has room for what is used all day. */
  readonly inMenu?: boolean;
}

/** The pages of the product, in the order of the sidebar and the bottom bar. */
export const NAV: readonly NavItem[] = [
  { name: "tasks", href: "/tasks", icon: ListTodo },
  { name: "batches", href: "/batches", icon: Layers },
  { name: "newTask", href: "/tasks/new", icon: SquarePlus, right: "changeTasks" },
  { name: "results", href: "/results", icon: Images },
  { name: "workflows", href: "/workflows", icon: Workflow, inMenu: true },
  { name: "dashboard", href: "/dashboard", icon: ChartColumn, inMenu: true },
  { name: "accounts", href: "/accounts", icon: KeyRound, inMenu: true },
  { name: "settings", href: "/settings", icon: Settings, inMenu: true },
];

/** The item whose page is open: the longest matching address wins, so /tasks/new is not also Tasks. */
export function currentItem(pathname: string): NavItem | null {
  const fitting = NAV.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return fitting.sort((a, b) => b.href.length - a.href.length)[0] ?? null;
}
