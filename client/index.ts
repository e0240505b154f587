/** The door of the package `hubqueue-client`: what other programs may import. */
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "./contract.js";

export type * from "./contract.js";
export {
  createHubQueueClient,
  type HubQueueClient,
  type HubQueueClientOptions,
} from "./create-client.js";
export { HubQueueError, type HubQueueErrorCode } from "./error.js";
export { isSettled } from "./wait-for.js";

/** What each procedure takes: `Inputs["tasks"]["list"]`. */
export type Inputs = inferRouterInputs<AppRouter>;
/** What each procedure answers: `Outputs["tasks"]["get"]`. */
export type Outputs = inferRouterOutputs<AppRouter>;
