import proxyaddr from "proxy-addr";

/** Proxies on this machine and in its private networks, as containers have them. */
const USUAL = "loopback, linklocal, uniquelocal";

/**
 * Where a request comes from: told by proxies that are trusted, by nobody else. Whoever reaches us directly cannot pretend
 * to be somewhere else.
 * @param {string | undefined} trusted addresses, networks and names of networks, with commas between; or "none"
 * @returns {(request: import("node:http").IncomingMessage) => string | undefined}
 */
export function clientAddressBy(trusted = USUAL) {
  const list = trusted.trim() === "none" ? [] : trusted.split(",").map((one) => one.trim());
  const trust = proxyaddr.compile(list);
  return (request) => proxyaddr(request, trust);
}

/** Puts it where the app looks for it, in place of whatever stood there. */
export function tellAddress(request, address) {
  if (address === undefined) delete request.headers["x-forwarded-for"];
  else request.headers["x-forwarded-for"] = address;
}
