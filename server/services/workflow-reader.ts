/** Reading workflows and AI apps from RunningHub, at the site they live on. */
import { AppError } from "@/lib/errors";
import type { WorkflowKind } from "@/lib/task-schemas";
import type { WorkflowDefaults } from "@/lib/workflow-settings";
import type { WorkflowRecord } from "../persistence/workflow-record";
import type { RunningHubClient, RunningHubCredentials } from "../runninghub/contract";
import { asRefusal } from "./runninghub-refusal";
import type { Places } from "./task-intake-service";

/** Who reads it: the account, else one of the site, else the one that reads where nobody says more. */
export type Reader = Partial<Pick<WorkflowDefaults, "accountId" | "site">>;

interface Ports {
  readonly runningHub: Pick<RunningHubClient, "workflowGraph" | "appInputs">;
  readonly credentials: (reader: Reader) => Promise<RunningHubCredentials>;
  readonly places: () => Promise<Places>;
}

/** What was read, before it is stored. */
export type WorkflowReading = Pick<
  WorkflowRecord,
  "remoteId" | "kind" | "defaultName" | "description" | "content"
>;

const SITES = { cn: "www.runninghub.cn", ai: "www.runninghub.ai" } as const;

export class WorkflowReader {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError RUNNINGHUB_REFUSED, RUNNINGHUB_UNREACHABLE, ACCOUNT_NOT_FOUND */
  async read(kind: WorkflowKind, remoteId: string, reader: Reader): Promise<WorkflowReading> {
    const { runningHub, credentials } = this.ports;
    return asRefusal(async () => {
      const by = await credentials(reader);
      if (kind === "workflow") {
        const content = await runningHub.workflowGraph(by, remoteId);
        return { remoteId, kind, defaultName: `Workflow ${remoteId}`, description: null, content };
      }
      const { name, description, descriptionEn, content } = await runningHub.appInputs(by, remoteId);
      return { remoteId, kind, defaultName: name, description: description ?? descriptionEn, content };
    });
  }

  /**
   * The site that a link names, when it is not the one new tasks run on anyway. A simulator and a compatible server stand
   * in for both sites.
   * @throws AppError INVALID_INPUT when no account here is of that site
   */
  async otherSite(linkSite: keyof typeof SITES | undefined): Promise<string | null> {
    if (linkSite === undefined) return null;
    const site = SITES[linkSite];
    const { accounts, defaultSite } = await this.ports.places();
    if (site === defaultSite) return null;
    if ([...accounts.values()].includes(site)) return site;
    if (!Object.values<string>(SITES).includes(defaultSite)) return null;
    throw new AppError(
      "INVALID_INPUT",
      `This is a link of ${site}, and no account here is of that site; ids of one site mean nothing on the other. Add an account of ${site}, or take the link of ${defaultSite}`,
      { field: "remoteId" },
    );
  }
}
