/** Stand-ins behind the doors, for tests of the doors alone. */
import { AppError } from "@/lib/errors";
import type { Container } from "../container";
import { processState } from "../process-state";
import type { Services } from "../transport/services";

export const API_TOKEN = "token-of-the-tests";
export const CRON_SECRET = "secret-of-the-cron";
/** A session cookie that the stand-in for sign-in knows. */
export const SESSION_COOKIE = "hubqueue.session_token=known";

type House = { readonly [Room in keyof Services]?: Partial<Services[Room]> };

/** Puts the given rooms into this process; a method that is not given is missing. Returns what was logged as an error. */
export function furnish(house: House = {}): unknown[] {
  const logged: unknown[] = [];
  const rooms: House = {
    config: {
      apiToken: API_TOKEN,
      cronSecret: CRON_SECRET,
      simulator: true,
      baseUrl: "http://127.0.0.1:1",
      publicUrl: null,
    },
    signIn: {
      actorOf: async (headers) =>
        headers.get("cookie") === SESSION_COOKIE
          ? { kind: "user", id: "u1", name: "ada@example.org", role: "admin" }
          : null,
      isSetUp: async () => true,
    },
    tokens: { actorOf: async () => null },
    rateLimits: { take: async () => null },
    presence: { watch: () => () => {} },
    log: { error: (entry: unknown) => logged.push(entry), warn: () => {}, info: () => {}, debug: () => {} },
    ...house,
  };
  // A test furnishes the rooms its calls enter; entering another fails it.
  processState().container = rooms as unknown as Container;
  return logged;
}

/** Before boot has finished. */
export function unfurnish(): void {
  delete processState().container;
}

export function refuse(code: ConstructorParameters<typeof AppError>[0]) {
  return async (): Promise<never> => {
    throw new AppError(code, `refused with ${code}`);
  };
}
