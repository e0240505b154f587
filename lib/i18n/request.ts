import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { LOCALE_COOKIE, pickLocale, pickTimeZone, TIME_ZONE_COOKIE } from "./locale";
import { NAMESPACES } from "./namespaces";

/** Language and time zone of one request; both come from cookies, so that URLs are the same for everybody. */
export default getRequestConfig(async () => {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale(jar.get(LOCALE_COOKIE)?.value, asked.get("accept-language"));
  const messages = await Promise.all(
    NAMESPACES.map(async (name) => [name, (await import(`../messages/${locale}/${name}.json`)).default]),
  );
  return {
    locale,
    timeZone: pickTimeZone(jar.get(TIME_ZONE_COOKIE)?.value),
    messages: Object.fromEntries(messages),
  };
});
