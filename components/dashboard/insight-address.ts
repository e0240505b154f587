import { createParser, parseAsStringLiteral } from "nuqs/server";
import { RANGE_NAMES } from "@/lib/insight-range";
import { isDay } from "@/lib/list-address";

const REMOTE_ID = /^[A-Za-z0-9_-]{1,64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A mistyped address is read as no wish, instead of as an error. */
function textThat(fits: (value: string) => boolean) {
  return createParser({
    parse: (value) => (fits(value) ? value : null),
    serialize: (value: string) => value,
  });
}

/** What the dashboard shows is in its address, so that it can be sent to others. */
export const INSIGHT_PARSERS = {
  range: parseAsStringLiteral(RANGE_NAMES).withDefault("7d"),
  from: textThat(isDay),
  to: textThat(isDay),
  workflow: textThat((value) => REMOTE_ID.test(value)),
  account: textThat((value) => UUID.test(value)),
};
