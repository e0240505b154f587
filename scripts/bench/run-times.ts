/**
 * How long runs take on RunningHub: made up after what people see there, and the same in each run of the bench. Six
 * workflows of 20 s to 8 min, run in batches; ±10 % noise, one run in thirty far longer, the first one of each cold.
 */
import { Random } from "@/server/testing/chaos/random";

export interface RunTime {
  readonly workflowId: string;
  readonly seconds: number;
}

const USUAL_SECONDS = [20, 45, 90, 150, 280, 480];
/** Short workflows are run more often. */
const WEIGHTS = { "0": 6, "1": 6, "2": 5, "3": 4, "4": 2, "5": 1 };
const BATCH = { least: 3, most: 20 };
const NOISE = 0.1;
const OUTLIERS = 1 / 30;
const COLD_SECONDS = { least: 20, most: 60 };

export function recordedRunTimes(runs: number): RunTime[] {
  const random = new Random(20_260_101);
  const warm = new Set<string>();
  const times: RunTime[] = [];
  while (times.length < runs) {
    const workflow = random.weighted(WEIGHTS);
    const usual = USUAL_SECONDS[Number(workflow)] ?? 0;
    for (let left = random.int(BATCH.least, BATCH.most); left > 0 && times.length < runs; left -= 1) {
      const cold = warm.has(workflow) ? 0 : random.between(COLD_SECONDS.least, COLD_SECONDS.most);
      const slow = random.chance(OUTLIERS) ? random.between(1.5, 2.5) : 1;
      warm.add(workflow);
      times.push({
        workflowId: `100${workflow}`,
        seconds: usual * random.between(1 - NOISE, 1 + NOISE) * slow + cold,
      });
    }
  }
  return times;
}
