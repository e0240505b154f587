"use client";

import { useRouter } from "next/navigation";
import { createLoader } from "nuqs";
import { useEffect, useMemo } from "react";
import { useListTrail } from "@/components/shell/list-trail";
import { VIEW_PARSERS } from "@/components/tasks/list-address-parsers";
import { useDay } from "@/components/tasks/use-day";
import { trpc } from "@/components/trpc";
import { filterOf } from "@/lib/list-address";
import type { Neighbours } from "@/lib/neighbour-schema";

const readAddress = createLoader(VIEW_PARSERS);
const NONE: Neighbours = { previous: null, next: null };

/** The tasks beside this one in the list the person came from, and that list's address. */
export function useNeighbours(id: string): Neighbours & { listAddress: string } {
  const query = useListTrail();
  const today = useDay();
  const address = useMemo(() => readAddress(`?${query}`), [query]);
  const { data = NONE } = trpc.tasks.neighbours.useQuery({
    id,
    filter: filterOf(address, today),
    sort: address.sort,
  });
  return { ...data, listAddress: query === "" ? "/tasks" : `/tasks?${query}` };
}

const TYPING = "input, textarea, select, [contenteditable=true], [role=textbox], [role=combobox]";
/** Something lies over the page and has the keys. */
const LAYER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** j and k go on in the list, as they do on it. */
export function useNeighbourKeys({ previous, next }: Neighbours): void {
  const router = useRouter();
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING) || document.querySelector(LAYER)) return;
      const id = event.key === "j" ? next : event.key === "k" ? previous : null;
      if (id === null) return;
      event.preventDefault();
      router.push(`/tasks/${id}`);
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [previous, next, router]);
}
