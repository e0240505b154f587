/** What people paste to name a workflow: the address of its page on RunningHub. */

export interface WorkflowLink {
  /** `id`: a workflow; `app`: an AI app. */
  readonly from: "id" | "app";
  readonly remoteId: string;
  /** Accounts, keys and workflows are not shared between the two sites. */
  readonly site: "cn" | "ai" | null;
}

const APP_PATH = /\/(?:ai-detail|webapp|ai-app|call-api\/api-detail)\/(\d{5,64})/i;
const WORKFLOW_PATH = /\/(?:workflow|post)\/(\d{5,64})/i;
const QUERY = /[?&#](workflowId|webappId)=(\d{5,64})/i;

/** Finds the link in pasted text, also in the middle of a shared message; null when there is none. */
export function readWorkflowLink(text: string): WorkflowLink | null {
  const host = /runninghub\.(cn|ai)\b/i.exec(text)?.[1]?.toLowerCase();
  const site = host === "cn" || host === "ai" ? host : null;
  const app = APP_PATH.exec(text)?.[1];
  if (app !== undefined) return { from: "app", remoteId: app, site };
  const workflow = WORKFLOW_PATH.exec(text)?.[1];
  if (workflow !== undefined) return { from: "id", remoteId: workflow, site };
  const query = QUERY.exec(text);
  if (query?.[2] === undefined) return null;
  return { from: query[1]?.toLowerCase() === "webappid" ? "app" : "id", remoteId: query[2], site };
}
