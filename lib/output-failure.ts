/** Why a result could not be kept. Stable: programs branch on them; the words on screen are in messages `task.outputs.failures`. */
export const OUTPUT_FAILURES = [
  /** The link has expired, and RunningHub gives no other. */
  "LINK_EXPIRED",
  /** Larger than can be kept. */
  "TOO_LARGE",
  /** Something else came in place of the picture, the film or the sound. */
  "NOT_THE_FILE",
  /** The link leads into HubQueue's own network, where nothing is fetched. */
  "FORBIDDEN_ADDRESS",
  /** It could not be fetched in all tries. */
  "FETCH_FAILED",
] as const;
export type OutputFailure = (typeof OUTPUT_FAILURES)[number];
