/** Files given to tasks: makes sure the account has the content, and under which name. */
import type { FileRepository } from "../persistence/file-repository";
import type { RunningHubClient } from "../runninghub/contract";
import { contentKey, type FileStore } from "../storage/file-store";
import type { AccountService } from "./account-service";

interface Ports {
  readonly files: Pick<FileRepository, "remoteName" | "setRemoteName">;
  readonly store: FileStore;
  readonly credentials: AccountService["credentials"];
  readonly runningHub: Pick<RunningHubClient, "upload">;
}

interface Resource {
  readonly fileName: string;
  readonly mimeType: string;
  readonly size: number;
  readonly sha256: string;
}

/** Our own copy is gone: only a new upload helps. */
export class MissingFile extends Error {
  constructor(fileName: string) {
    super(`"${fileName}" is missing from the storage; upload it again`);
    this.name = "MissingFile";
  }
}

export class ResourceService {
  /** Uploads under way, by account and content: whoever needs one meanwhile waits for the same. */
  private readonly uploads = new Map<string, Promise<string>>();

  constructor(private readonly ports: Ports) {}

  /** @throws RunningHubError, MissingFile */
  async remoteName(accountId: string, resource: Resource): Promise<string> {
    const key = `${accountId}:${resource.sha256}`;
    const upload =
      this.uploads.get(key) ?? this.find(accountId, resource).finally(() => this.uploads.delete(key));
    this.uploads.set(key, upload);
    return upload;
  }

  private async find(accountId: string, resource: Resource): Promise<string> {
    const known = await this.ports.files.remoteName(accountId, resource.sha256);
    if (known !== null) return known;
    const { files, store, runningHub, credentials } = this.ports;
    const file = await store.find(contentKey("uploads", resource.sha256));
    // RunningHub may want it twice, by two calls: so it gets a path, not a stream.
    const sent =
      file &&
      (await store.withPath(file, async (path) => {
        const { fileName, mimeType, size } = resource;
        return runningHub.upload(await credentials(accountId), { fileName, mimeType, size, path });
      }));
    if (!sent) throw new MissingFile(resource.fileName);
    await files.setRemoteName(accountId, resource.sha256, sent.remoteName);
    return sent.remoteName;
  }
}
