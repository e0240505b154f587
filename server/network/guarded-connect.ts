/** Connections that stay outside: for addresses that came from elsewhere, by people's hands or in a reply. */
import { lookup as resolve } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { isForbiddenAddress } from "./forbidden-address";
import { isLoopback } from "./loopback";

export class ForbiddenAddress extends Error {
  readonly code = "FORBIDDEN_ADDRESS";
}

/** Undici wraps what its connector says in an error of its own, sometimes. */
export function isForbidden(error: unknown): boolean {
  return (
    error instanceof ForbiddenAddress || (error instanceof Error && error.cause instanceof ForbiddenAddress)
  );
}

/**
 * The address is checked where the connection is made, as it was resolved for it: a name that is resolved differently a
 * moment later gains nothing.
 */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (addresses.some(({ address }) => isForbiddenAddress(address)))
      return callback(new ForbiddenAddress(), []);
    const [first] = addresses;
    if (options.all || first === undefined) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

/**
 * How a name may be looked up by whoever connects to it.
 * @param ownHost the one host that may lie inside, as an URL names it; where that is this machine, all its names
 * @returns undefined for any way
 * @throws ForbiddenAddress for a literal address inside, which is never looked up
 */
export function lookupFor(hostname: string, ownHost: string | null): LookupFunction | undefined {
  if (hostname === ownHost) return undefined;
  // A server on this machine may name itself otherwise than we do.
  if (ownHost !== null && isLoopback(ownHost) && isLoopback(hostname)) return undefined;
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && isForbiddenAddress(literal)) throw new ForbiddenAddress();
  return guardedLookup;
}

/** For undici's `connect`: refuses what lies in this machine or its network, also after a redirect. */
export function guardedConnector(timeoutMs: number, ownHost: string | null = null): buildConnector.connector {
  const anywhere = buildConnector({ timeout: timeoutMs });
  const outside = buildConnector({ timeout: timeoutMs, lookup: guardedLookup });
  return (options, callback) => {
    try {
      const connect = lookupFor(options.hostname, ownHost) ? outside : anywhere;
      connect(options, callback);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null);
    }
  };
}
