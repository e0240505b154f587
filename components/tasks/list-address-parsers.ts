import {
  createParser,
  createSerializer,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { isDay, isSpan, type ListAddress } from "@/lib/list-address";
import { TASK_SORTS } from "@/lib/task-limits";
import type { TaskSort } from "@/lib/task-schemas";
import { TASK_STATUSES } from "@/lib/task-status";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REMOTE_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** `any`, or a code of lib/task-reason. */
const REASON = /^[A-Z_]{1,64}$|^any$/;

/** A mistyped address is read as no wish, instead of as an error. */
function textThat(fits: (value: string) => boolean) {
  return createParser({
    parse: (value) => (fits(value) ? value : null),
    serialize: (value: string) => value,
  });
}

const textLike = (pattern: RegExp) => textThat((value) => pattern.test(value));

/** What a saved view remembers: the wishes and the order, not the page. */
export const VIEW_PARSERS = {
  status: parseAsStringLiteral(TASK_STATUSES),
  active: parseAsBoolean.withDefault(false),
  q: parseAsString.withDefault(""),
  workflow: textLike(REMOTE_ID),
  batch: textLike(UUID),
  account: textLike(UUID),
  error: textLike(REASON),
  from: textThat((value) => isSpan(value) || isDay(value)),
  to: textThat(isDay),
  sort: parseAsStringLiteral(TASK_SORTS).withDefault("-createdAt"),
};

export const PARSERS = {
  ...VIEW_PARSERS,
  page: parseAsInteger.withDefault(1),
  cursor: parseAsString,
};

const serialize = createSerializer(VIEW_PARSERS);

/** The address behind the question mark, in one spelling, so that two views can be compared. */
export function queryOf(view: Partial<ListAddress & { sort: TaskSort }>): string {
  return serialize(view).replace(/^\?/, "");
}
