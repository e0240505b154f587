/**
 * The address that whoever asks knows us by, for links that leave the page.
 * @param publicUrl as it is configured; outranks what the request names
 */
export function originOf({ url, headers }: Request, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  const { protocol, host } = new URL(url);
  const scheme = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() ?? protocol.slice(0, -1);
  return `${scheme}://${headers.get("x-forwarded-host") ?? headers.get("host") ?? host}`;
}
