/** Another site must not act with the cookie of a person signed in here. */
import { AppError } from "@/lib/errors";

/**
 * For requests that change something and carry a session cookie. Browsers name the page they come from; a program that
 * names none is no browser, and got its cookie by itself.
 * @param publicUrl an address we are known by besides the one the request names
 * @throws AppError FORBIDDEN
 */
export function requireSameOrigin(headers: Headers, publicUrl: string | null): void {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") throw crossSite();
  const origin = headers.get("origin");
  if (origin === null) return;
  const ours = [headers.get("host"), headers.get("x-forwarded-host"), publicUrl && new URL(publicUrl).host];
  if (!URL.canParse(origin) || !ours.includes(new URL(origin).host)) throw crossSite();
}

function crossSite(): AppError {
  return new AppError(
    "FORBIDDEN",
    "This request comes from another site; programs send a bearer token instead of a cookie",
  );
}
