import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { MARK_FILTERS, tagSchema } from "@/lib/gallery-schemas";
import { isDay, isSpan } from "@/lib/list-address";
import { OUTPUT_TYPES } from "@/lib/output-type";
import { isUuid } from "@/lib/uuid";

const REMOTE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A mistyped address is read as no wish, instead of as an error. */
function textThat(fits: (value: string) => boolean) {
  return createParser({
    parse: (value) => (fits(value) ? value : null),
    serialize: (value: string) => value,
  });
}

/** Everything that decides what the gallery shows lives in the URL: it survives a reload and can be sent to others. */
export const GALLERY_PARSERS = {
  type: parseAsStringLiteral(OUTPUT_TYPES),
  mark: parseAsStringLiteral(MARK_FILTERS),
  tag: textThat((value) => tagSchema.safeParse(value).success),
  workflow: textThat((value) => REMOTE_ID.test(value)),
  batch: textThat(isUuid),
  account: textThat(isUuid),
  from: textThat((value) => isSpan(value) || isDay(value)),
  to: textThat(isDay),
  page: parseAsInteger.withDefault(1),
  cursor: parseAsString,
};
