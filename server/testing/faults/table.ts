/** The whole fault table: each await by each fault, and what it comes to. */
import type { Row } from "./row";
import { CONFIRM } from "./rows/confirm";
import { DOWNLOAD } from "./rows/download";
import { REFRESH } from "./rows/refresh";
import { STOP } from "./rows/stop";
import { SUBMIT } from "./rows/submit";
import { TIMEOUT } from "./rows/timeout";

export const FAULT_TABLE: readonly Row[] = [
  ...SUBMIT,
  ...CONFIRM,
  ...REFRESH,
  ...STOP,
  ...TIMEOUT,
  ...DOWNLOAD,
];

/** The test file that proves the rows of a ground. */
export const PROOFS: Readonly<Record<Row["ground"], string>> = {
  world: "server/testing/faults/faults.test.ts",
  sockets: "server/testing/faults/faults-on-sockets.test.ts",
};

export function rowsOn(ground: Row["ground"]): Row[] {
  return FAULT_TABLE.filter((row) => row.ground === ground);
}
