"use client";

import { type ComponentProps, createContext, type KeyboardEvent, useContext, useId } from "react";
import { cn } from "@/lib/utils";

interface TabsState {
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly isManual: boolean;
  readonly id: string;
}

const TabsContext = createContext<TabsState>({ value: "", choose: () => {}, isManual: false, id: "" });

interface TabsProps extends ComponentProps<"div"> {
  value: string;
  onValueChange: (value: string) => void;
  /** Manual: arrows only go to a tab, and Enter opens it. For panels that cost a request. */
  activationMode?: "automatic" | "manual";
}

export function Tabs({ value, onValueChange, activationMode = "automatic", className, ...props }: TabsProps) {
  const state = { value, choose: onValueChange, isManual: activationMode === "manual", id: useId() };
  return (
    <TabsContext value={state}>
      <div data-slot="tabs" className={cn("ui-tabs", className)} {...props} />
    </TabsContext>
  );
}

export function TabsList({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      role="tablist"
      aria-orientation="horizontal"
      data-slot="tabs-list"
      onKeyDown={moveAlong}
      className={cn("ui-tabs-list", className)}
      {...props}
    />
  );
}

/** Round and round with the arrows. The Tab key finds only the open one, and goes on to its panel. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]:not(:disabled)")];
  const at = tabs.findIndex((tab) => tab === event.target);
  if (at === -1 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  tabs.at(to % tabs.length)?.focus();
}

export function TabsTrigger({ className, value, ...props }: ComponentProps<"button"> & { value: string }) {
  const tabs = useContext(TabsContext);
  const isOpen = tabs.value === value;
  return (
    <button
      type="button"
      role="tab"
      id={`${tabs.id}tab-${value}`}
      aria-selected={isOpen}
      aria-controls={`${tabs.id}panel-${value}`}
      tabIndex={isOpen ? 0 : -1}
      data-slot="tabs-trigger"
      data-state={isOpen ? "active" : "inactive"}
      onClick={() => tabs.choose(value)}
      onFocus={() => !tabs.isManual && !isOpen && tabs.choose(value)}
      className={cn(
        "ui-tabs-trigger focus-ring-inset hover:text-foreground disabled:opacity-50 data-[state=active]:border-primary data-[state=active]:text-foreground",
        className,
      )}
      {...props}
    />
  );
}

/** `forceMount`: it stays mounted while another is open; its class hides it then. */
export function TabsContent({
  className,
  value,
  forceMount = false,
  ...props
}: ComponentProps<"div"> & { value: string; forceMount?: boolean }) {
  const tabs = useContext(TabsContext);
  const isOpen = tabs.value === value;
  if (!isOpen && !forceMount) return null;
  return (
    <div
      role="tabpanel"
      id={`${tabs.id}panel-${value}`}
      aria-labelledby={`${tabs.id}tab-${value}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the Tab key goes from the tab to what it shows
      tabIndex={0}
      data-state={isOpen ? "active" : "inactive"}
      className={cn("ui-tabs-content", className)}
      {...props}
    />
  );
}
