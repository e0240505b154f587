import { Monitor, Moon, Sun } from "lucide-react";

/** What the page can look like; its words are in the messages, shell.themes. */
export const THEMES = [
  { name: "light", icon: Sun },
  { name: "dark", icon: Moon },
  { name: "system", icon: Monitor },
] as const;
