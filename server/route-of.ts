const MAX_ROUTE = 200;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** What may be told of an address that no door has named: no ids, no query, nothing that opens a door. */
export function routeOf(url: string): string {
  const [path = "/"] = url.split("?");
  return path
    .replace(/^(\/join|\/api\/webhooks\/runninghub)\/.+$/, "$1/{token}")
    .replaceAll(UUID, "{id}")
    .slice(0, MAX_ROUTE);
}
