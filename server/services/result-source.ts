/** Where the bytes of a result come from: RunningHub's link, a fresh one where that has expired, or the text itself. */
import { Readable } from "node:stream";
import mime from "mime";
import { isAppError } from "@/lib/errors";
import type { Output, OutputRepository } from "../persistence/output-repository";
import {
  isRunningHubError,
  type RemoteOutput,
  type RunningHubClient,
  type RunningHubError,
} from "../runninghub/contract";
import type { OpenedResult, openResult } from "../runninghub/open-result";
import type { AccountService } from "./account-service";
import { checkedResult } from "./result-check";
import { wholeResult } from "./result-transfer";

interface Ports {
  readonly outputs: Pick<OutputRepository, "runOf" | "setLink">;
  readonly openResult: typeof openResult;
  readonly credentials: AccountService["credentials"];
  readonly runningHub: Pick<RunningHubClient, "query">;
}

/** The link has expired and RunningHub has no other: later tries will hardly help. */
export class LinkExpired extends Error {
  constructor() {
    super("RunningHub's link has expired, and it gives no new one for this run");
    this.name = "LinkExpired";
  }
}

type Run = NonNullable<Awaited<ReturnType<OutputRepository["runOf"]>>>;

interface Source {
  readonly body: Readable;
  readonly mimeType: string;
}

export function typeOf(fileType: string): string {
  return mime.getType(fileType) ?? "application/octet-stream";
}

export class ResultSource {
  constructor(private readonly ports: Ports) {}

  /** @throws RunningHubError, LinkExpired; both also out of the body */
  async open(output: Output, signal: AbortSignal): Promise<Source> {
    const { fileType, remoteUrl } = output;
    if (remoteUrl === null)
      return { body: Readable.from([Buffer.from(output.text ?? "", "utf8")]), mimeType: "text/plain" };
    const run = await this.ports.outputs.runOf(output.attemptId);
    const ownHost = run && new URL(run.account.baseUrl).hostname;
    const options = { signal, ownHost, isPage: typeOf(fileType) === "text/html" };
    const { url, opened } = await this.openLink(output, run, remoteUrl, options);
    const bytes = wholeResult(
      opened,
      (continuation) => this.ports.openResult(url, { ...options, continuation }),
      signal,
    );
    return {
      body: Readable.from(checkedResult(bytes, fileType), { objectMode: false }),
      mimeType: mime.getType(fileType) ?? opened.mimeType ?? typeOf(fileType),
    };
  }

  private async openLink(
    output: Output,
    run: Run | null,
    url: string,
    options: Parameters<typeof openResult>[1],
  ): Promise<{ url: string; opened: OpenedResult }> {
    try {
      return { url, opened: await this.ports.openResult(url, options) };
    } catch (error) {
      if (!isRunningHubError(error) || !mayHaveExpired(error)) throw error;
      const fresh = await this.freshLink(output, run, url);
      if (fresh === null) throw error.retryable ? error : new LinkExpired();
      return { url: fresh, opened: await this.ports.openResult(fresh, options).catch(expiredForGood) };
    }
  }

  /** Asks for the run's files again: where links are signed, each listing has new ones. Null = there is no other. */
  private async freshLink(output: Output, run: Run | null, expired: string): Promise<string | null> {
    const { outputs, runningHub } = this.ports;
    if (run?.remoteId == null) return null;
    const credentials = await this.ports.credentials(run.accountId).catch(nullIfRemoved);
    if (credentials === null) return null;
    const snapshot = await runningHub.query(credentials, run.remoteId);
    const listed = snapshot.state === "SUCCESS" ? (snapshot.outputs ?? []) : [];
    const url = sameFile(listed, output, expired)?.url ?? null;
    if (url === null || url === expired) return null;
    await outputs.setLink(output.id, url);
    return url;
  }
}

/** 404 as well: some object stores say so of what has expired. */
function mayHaveExpired({ errorClass, facts }: RunningHubError): boolean {
  return errorClass === "refused" || facts.httpStatus === 404;
}

/** A link of this moment that is refused. */
function expiredForGood(error: unknown): never {
  throw isRunningHubError(error) && error.errorClass === "refused" ? new LinkExpired() : error;
}

function nullIfRemoved(error: unknown): null {
  if (isAppError(error)) return null;
  throw error;
}

/** By its address without the signature, else by its place, if that has such a file. */
function sameFile(
  listed: readonly RemoteOutput[],
  { position, nodeId, fileType }: Output,
  expired: string,
): RemoteOutput | undefined {
  const named = listed.find(({ url }) => url !== null && addressOf(url) === addressOf(expired));
  if (named) return named;
  const placed = listed[position];
  return placed?.nodeId === nodeId && placed.fileType === fileType ? placed : undefined;
}

const addressOf = (url: string) => url.split(/[?#]/)[0];
