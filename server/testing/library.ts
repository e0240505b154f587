/** The workflow library on a database and a simulator of the test's own. */
import type { Actor } from "@/lib/actor";
import type { Database } from "../persistence/prisma";
import { WorkflowRepository } from "../persistence/workflow-repository";
import { WorkflowVersions } from "../persistence/workflow-versions";
import { createRunningHubClient } from "../runninghub/client";
import { readSampleCatalogue } from "../runninghub/sample-catalogue";
import { WorkflowArrangementService } from "../services/workflow-arrangement-service";
import { type Reader, WorkflowReader } from "../services/workflow-reader";
import { WorkflowService } from "../services/workflow-service";
import { WorkflowVersionService } from "../services/workflow-version-service";

export const LIBRARY_KEY = "0123456789abcdef0123456789abcdef";
export const OPERATOR: Actor = { kind: "user", id: "1", name: "op@example.com", role: "operator" };
export const VIEWER: Actor = { ...OPERATOR, role: "viewer" };

interface Options {
  /** Where RunningHub is. */
  readonly baseUrl: string;
  /** False: what runs there is the real one. */
  readonly simulator?: boolean;
  /** Account ids and their sites; the first is the one new tasks run on. */
  readonly accounts?: ReadonlyMap<string, string>;
  /** Told who reads, at each call. */
  readonly onRead?: (reader: Reader) => void;
}

export function openLibrary(db: Database, options: Options) {
  const { baseUrl, simulator = true, accounts = new Map([["a", "simulator"]]), onRead } = options;
  const repository = new WorkflowRepository(db);
  const places = async () => ({ accounts, defaultSite: [...accounts.values()][0] ?? "" });
  const reader = new WorkflowReader({
    runningHub: createRunningHubClient({ pace: { minDelayMs: 1, maxDelayMs: 5 } }),
    credentials: async (who) => {
      onRead?.(who);
      return { baseUrl, apiKey: LIBRARY_KEY };
    },
    places,
  });
  const workflows = new WorkflowService({
    workflows: repository,
    reader,
    places,
    samples: simulator ? readSampleCatalogue : null,
    credentials: async () => ({ baseUrl, apiKey: LIBRARY_KEY }),
  });
  return {
    workflows,
    arrangement: new WorkflowArrangementService({ workflows: repository, places }),
    versions: new WorkflowVersionService({
      workflows: repository,
      versions: new WorkflowVersions(db),
      reader,
      library: workflows,
    }),
  };
}

/** Saves a graph on the simulator, in place of the one it had under the id. */
export async function publish(simulatorUrl: string, body: object): Promise<void> {
  const response = await fetch(`${simulatorUrl}/__control/workflows`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}
