/** Small pictures of films: no library here decodes them, but the browsers that show them do, and hand the first frame in. */
import { Readable } from "node:stream";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { THUMBNAIL_SIDES } from "@/lib/thumbnail-sides";
import { isUuid } from "@/lib/uuid";
import type { OutputRepository } from "../persistence/output-repository";
import type { FileStore } from "../storage/file-store";
import { smallPicture } from "../storage/small-picture";
import { typeOf } from "./result-source";
import { authorize } from "./rights";
import { type ThumbnailService, thumbnailKey } from "./thumbnail-service";

interface Ports {
  readonly outputs: Pick<OutputRepository, "find">;
  readonly store: Pick<FileStore, "exists" | "write">;
  readonly thumbnails: Pick<ThumbnailService, "forget">;
}

const MAX_BYTES = 1024 * 1024;

export class PosterService {
  constructor(private readonly ports: Ports) {}

  /**
   * Keeps a frame as the small pictures of a film, made small and encoded anew. The first one wins.
   * @returns false when there was one. @throws AppError OUTPUT_NOT_FOUND (none, not kept, no film), UNSUPPORTED_MEDIA_TYPE, FORBIDDEN
   */
  async take(actor: Actor, id: string, frame: Buffer): Promise<boolean> {
    authorize(actor, "uploadFiles");
    const { outputs, store, thumbnails } = this.ports;
    const output = isUuid(id) ? await outputs.find(id) : null;
    const isFilm = output !== null && typeOf(output.fileType).startsWith("video/");
    if (!isFilm || output.state !== "STORED" || output.sha256 === null)
      throw new AppError("OUTPUT_NOT_FOUND", "There is no such result, or it is no film that is kept");
    const [smallest] = THUMBNAIL_SIDES;
    if (await store.exists(thumbnailKey(output.sha256, smallest))) return false;
    // The smallest last: once it is there, all are.
    for (const side of THUMBNAIL_SIDES.toReversed()) {
      const picture = await smallPicture(frame, side);
      if (picture === null) throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send a PNG, JPEG or WebP picture");
      await store.write(thumbnailKey(output.sha256, side), Readable.from([picture]), MAX_BYTES);
    }
    thumbnails.forget([output.sha256]);
    return true;
  }
}
