"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { PARSERS } from "@/components/tasks/list-address-parsers";
import type { SortField } from "@/components/tasks/sort-context";
import { useDay } from "@/components/tasks/use-day";
import { filterOf, type ListAddress } from "@/lib/list-address";

const NO_WISH = {
  status: null,
  active: null,
  q: null,
  workflow: null,
  batch: null,
  account: null,
  error: null,
  from: null,
  to: null,
} as const satisfies Record<keyof ListAddress, null>;
const FIRST_PAGE = { page: null, cursor: null } as const;

/** Everything that decides what the list shows lives in the URL: it survives a reload and can be sent to others. */
export function useListAddress() {
  const [address, setAddress] = useQueryStates(PARSERS);
  const today = useDay();
  const filter = useMemo(() => filterOf(address, today), [address, today]);

  /** Any new wish starts at the first page. */
  const narrow = useCallback(
    (wishes: Partial<ListAddress>, history: "push" | "replace" = "push") =>
      void setAddress({ ...wishes, ...FIRST_PAGE }, { history }),
    [setAddress],
  );
  const clear = useCallback(
    () => void setAddress({ ...NO_WISH, ...FIRST_PAGE }, { history: "push" }),
    [setAddress],
  );
  const toggleSort = useCallback(
    (field: SortField) =>
      void setAddress(
        ({ sort }) => ({ sort: sort === `-${field}` ? field : (`-${field}` as const), ...FIRST_PAGE }),
        { history: "push" },
      ),
    [setAddress],
  );
  const turn = useCallback(
    (cursor: string, page: number) => void setAddress({ cursor, page }, { history: "push", scroll: true }),
    [setAddress],
  );
  const { page } = address;
  return {
    address,
    filter,
    narrow,
    clear,
    toggleSort,
    next: (cursor: string) => turn(cursor, page + 1),
    previous: (cursor: string) => turn(cursor, Math.max(1, page - 1)),
    first: () => void setAddress(FIRST_PAGE, { history: "push", scroll: true }),
  };
}

export type ListAddressState = ReturnType<typeof useListAddress>;
