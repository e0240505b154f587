/** What a webhook names. Webhooks are unsigned, so nothing else in them is believed: a query has to confirm it. Pure. */
import { isJsonObject, openJsonText, parseReply } from "./reply-json";
import { taskIdMember } from "./wire";

/**
 * The remote id a webhook body speaks of, in any of the shapes RunningHub sends (event with text or object inside, v2
 * object, bare object, unquoted id); null when there is none.
 */
export function webhookRemoteId(rawBody: string): string | null {
  const body = parseReply(rawBody);
  if (!isJsonObject(body)) return null;
  const event = openJsonText(body.eventData);
  const inner = isJsonObject(event) ? event : null;
  const data = [body.data, inner?.data].map(openJsonText).filter(isJsonObject);
  for (const place of [body, inner, ...data]) {
    const id = taskIdMember(place);
    if (id !== null && /^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
  }
  return null;
}
