/** The gallery: all kept results, and what people think of them. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type {
  GalleryFilter,
  GalleryItem,
  GalleryPage,
  ListOutputs,
  MarkedOutput,
  MarkOutputs,
  MarkReport,
} from "@/lib/gallery-schemas";
import type { MatchCount } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import type { GalleryMarks } from "../persistence/gallery-marks";
import type { GalleryReader } from "../persistence/gallery-reader";
import { authorize } from "./rights";

interface Ports {
  readonly reader: Pick<GalleryReader, "page" | "ofTask" | "count">;
  readonly marks: Pick<GalleryMarks, "of" | "change" | "restore" | "tags">;
}

export class GalleryService {
  constructor(private readonly ports: Ports) {}

  /** The newest first. @throws AppError INVALID_INPUT for a cursor of another list */
  page(input: ListOutputs): Promise<GalleryPage> {
    return this.ports.reader.page(input);
  }

  /** The kept results of a task, in the order of its runs. @throws AppError TASK_NOT_FOUND */
  async ofTask(taskId: string): Promise<GalleryItem[]> {
    if (!isUuid(taskId)) throw new AppError("TASK_NOT_FOUND", "There is no such task");
    return this.ports.reader.ofTask(taskId);
  }

  count(filter: GalleryFilter): Promise<MatchCount> {
    return this.ports.reader.count(filter);
  }

  /** The marks as they are now, of those that are there. */
  marksOf(ids: readonly string[]): Promise<MarkedOutput[]> {
    return this.ports.marks.of(ids);
  }

  /** The tags that results have, for choosing one. */
  tags(): Promise<string[]> {
    return this.ports.marks.tags();
  }

  /** Results that are not there (any more) are left out of the report. @throws AppError FORBIDDEN */
  async mark(actor: Actor, wishes: MarkOutputs): Promise<MarkReport> {
    authorize(actor, "markResults");
    return this.ports.marks.change(wishes);
  }

  /** Sets marks as they were: the undo of `mark`. @throws AppError FORBIDDEN */
  async restoreMarks(actor: Actor, marks: readonly MarkedOutput[]): Promise<MarkReport> {
    authorize(actor, "markResults");
    return this.ports.marks.restore(marks);
  }
}
