"use client";

import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { filterOf, type ListAddress } from "@/lib/list-address";
import { TASK_SORTS } from "@/lib/task-schemas";
import { TASK_STATUSES } from "@/lib/task-status";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REMOTE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** `any`, or a code of lib/task-reason. */
const REASON = /^[A-Z_]{1,64}$|^any$/;

/** A mistyped address is read as no wish, instead of as an error. */
function textLike(pattern: RegExp) {
  return createParser({
    parse: (value) => (pattern.test(value) ? value : null),
    serialize: (value: string) => value,
  });
}

/** What the address of the list may hold. */
export const LIST_PARSERS = {
  status: parseAsStringLiteral(TASK_STATUSES),
  q: parseAsString.withDefault(""),
  workflow: textLike(REMOTE_ID),
  batch: textLike(UUID),
  account: textLike(UUID),
  error: textLike(REASON),
  from: parseAsString,
  to: parseAsString,
  sort: parseAsStringLiteral(TASK_SORTS).withDefault("-createdAt"),
  page: parseAsInteger.withDefault(1),
  cursor: parseAsString,
};

const NO_WISH = {
  status: null,
  q: null,
  workflow: null,
  batch: null,
  account: null,
  error: null,
  from: null,
  to: null,
} as const;
const FIRST_PAGE = { page: null, cursor: null } as const;

/** Everything that decides what the list shows lives in the URL: it survives a reload and can be sent to others. */
export function useListAddress() {
  const [address, setAddress] = useQueryStates(LIST_PARSERS);
  const filter = useMemo(() => filterOf(address), [address]);

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
    () =>
      void setAddress(
        ({ sort }) => ({ sort: sort === "-createdAt" ? "createdAt" : "-createdAt", ...FIRST_PAGE }),
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
