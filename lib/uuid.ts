const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids come from outside: what is not a UUID cannot be looked up, and so is not there. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}
