import { createHubQueueClient, type HubQueueClient } from "../create-client.js";
import { CannotDo } from "./cannot-do.js";
import { Terminal, type World } from "./terminal.js";

/** What every command works with. */
export interface Context {
  readonly client: HubQueueClient;
  /** Where people open HubQueue, without a slash at the end. */
  readonly url: string;
  readonly terminal: Terminal;
}

export interface Access {
  readonly url?: string;
  readonly token?: string;
}

/** Options win over the environment. @throws CannotDo without a token, or for an address that is none */
export function contextOf(world: World, access: Access): Context {
  const url = (access.url ?? world.env.HUBQUEUE_URL ?? "http://localhost:3000").replace(/\/+$/, "");
  const token = access.token ?? world.env.HUBQUEUE_TOKEN ?? "";
  if (!URL.canParse(url)) throw new CannotDo(`${url} is not an address; write it as http://localhost:3000`);
  if (token === "")
    throw new CannotDo(
      "There is no token. Set HUBQUEUE_TOKEN, or add --token with a token of your HubQueue.",
    );
  return { client: createHubQueueClient({ url, token }), url, terminal: new Terminal(world) };
}
