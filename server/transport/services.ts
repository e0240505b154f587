/** What the doors ask of the house: the one place where transport and container meet. Tests put stand-ins behind it. */
import type { Readable } from "node:stream";
import type { AccountView, CreateAccount, UpdateAccount } from "@/lib/account-schemas";
import type { Actor } from "@/lib/actor";
import type {
  BatchName,
  BatchPage,
  BatchView,
  ListBatches,
  MatrixColumns,
  MatrixPage,
  MatrixPageInput,
  MatrixRow,
  MatrixRowsInput,
} from "@/lib/batch-schemas";
import type { ExchangeView } from "@/lib/exchange-schema";
import type { ExpectedSpending, ExpectSpending } from "@/lib/expected-spending";
import type { MediaKind } from "@/lib/fitting-field";
import type { Forecast, ForecastOf, RecentValue, RecentValuesOf } from "@/lib/history-schemas";
import type { Insight, InsightQuery } from "@/lib/insight-schemas";
import type { FindNeighbours, Neighbours } from "@/lib/neighbour-schema";
import type {
  OperationFailures,
  OperationItem,
  OperationView,
  RequestOperation,
} from "@/lib/operation-schemas";
import type {
  ChangeQueueSettings,
  CloseBreaker,
  Lane,
  QueueSettings,
  WebhookState,
} from "@/lib/queue-schemas";
import type { SpendingCaps } from "@/lib/spending-schemas";
import type {
  AssignTasks,
  BatchReport,
  BatchTarget,
  BulkCreate,
  BulkCreateReport,
  CreateOneTask,
  FindUpload,
  ListTasks,
  MatchCount,
  OutputView,
  RunAgain,
  StatusCounts,
  TaskChanges,
  TaskDetail,
  TaskFilter,
  TaskListPage,
  TaskStatusView,
  TaskView,
  UploadView,
} from "@/lib/task-schemas";
import type { TaskAction } from "@/lib/task-status";
import type { ChangeView, SavedView, SaveView } from "@/lib/view-schemas";
import type { ImportWorkflow, WorkflowDetail, WorkflowView } from "@/lib/workflow-schemas";
import type { SignIn } from "../auth/sign-in";
import type { SingleSignOn } from "../auth/single-sign-on";
import type { Config } from "../config";
import { getContainer } from "../container";
import type { Logger } from "../log";
import type { ArchiveService } from "../services/archive-service";
import type { AuditService } from "../services/audit-service";
import type { DiagnosisService } from "../services/diagnosis-service";
import type { EntryService } from "../services/entry-service";
import type { FileTaker } from "../services/file-takers";
import type { GalleryService } from "../services/gallery-service";
import type { LineLimitsService } from "../services/line-limits";
import type { NotificationService } from "../services/notification-service";
import type { OwnAccountService } from "../services/own-account-service";
import type { PeopleService } from "../services/people-service";
import type { PosterService } from "../services/poster-service";
import type { PruningService } from "../services/pruning-service";
import type { RateLimits } from "../services/rate-limits";
import type { RecentNewsService } from "../services/recent-news-service";
import type { RetentionService } from "../services/retention-service";
import type { StorageReport } from "../services/storage-report";
import type { TaskExport } from "../services/task-export";
import type { ThumbnailService } from "../services/thumbnail-service";
import type { TokenService } from "../services/token-service";
import type { WorkflowArrangementService } from "../services/workflow-arrangement-service";
import type { WorkflowVersionService } from "../services/workflow-version-service";
import type { KeptFile } from "../storage/file-place";

export interface StoredResult {
  readonly fileName: string;
  readonly mimeType: string;
  readonly file: KeptFile;
}

export interface Services {
  readonly taskIntake: {
    create(actor: Actor, input: CreateOneTask): Promise<TaskView>;
    createBulk(actor: Actor, input: BulkCreate): Promise<BulkCreateReport>;
  };
  readonly taskController: {
    start(actor: Actor, id: string): Promise<TaskView>;
    stop(actor: Actor, id: string): Promise<TaskView>;
    remove(actor: Actor, id: string): Promise<{ id: string; deleted: true }>;
    restore(actor: Actor, id: string): Promise<TaskView>;
    batch(actor: Actor, action: TaskAction, target: BatchTarget): Promise<BatchReport>;
    assign(actor: Actor, input: AssignTasks): Promise<BatchReport>;
  };
  readonly bulkOperations: {
    request(actor: Actor, input: RequestOperation): Promise<OperationView>;
    undo(actor: Actor, undone: string, as: { id: string }): Promise<OperationView>;
    abort(actor: Actor, id: string): Promise<OperationView>;
    get(id: string): Promise<OperationView>;
    recent(): Promise<OperationView[]>;
    failures(id: string): Promise<OperationFailures>;
    report(id: string): Promise<{ operation: OperationView; pages: AsyncIterable<OperationItem[]> }>;
  };
  readonly taskAgain: {
    runAgain(actor: Actor, id: string, wish: RunAgain & { start: boolean }): Promise<TaskView>;
  };
  readonly batches: {
    list(input: ListBatches): Promise<BatchPage>;
    get(id: string): Promise<BatchView>;
    search(q: string): Promise<BatchName[]>;
    rename(actor: Actor, id: string, name: string): Promise<BatchView>;
    matrixPage(input: MatrixPageInput): Promise<MatrixPage>;
    matrixRows(input: MatrixRowsInput): Promise<MatrixRow[]>;
    matrixColumns(id: string): Promise<MatrixColumns>;
  };
  readonly submitSettlement: {
    linkRun(actor: Actor, id: string, remoteId: string): Promise<TaskView>;
    sendAgain(actor: Actor, id: string): Promise<TaskView>;
  };
  readonly taskQueries: {
    list(input: ListTasks): Promise<TaskListPage>;
    countMatching(filter: TaskFilter): Promise<MatchCount>;
    neighbours(input: FindNeighbours): Promise<Neighbours>;
    get(id: string): Promise<TaskDetail>;
    status(id: string): Promise<TaskStatusView>;
    counts(): Promise<StatusCounts>;
  };
  readonly taskExport: Pick<TaskExport, "open">;
  readonly exchanges: { get(taskId: string, number: number): Promise<ExchangeView> };
  readonly taskFeed: {
    subscribe(
      lastEventId: string | null,
      signal: AbortSignal,
    ): AsyncIterable<{ id: string; changes: TaskChanges }>;
  };
  readonly uploads: {
    store(actor: Actor, file: { fileName: string; mimeType: string; stream: Readable }): Promise<UploadView>;
    find(actor: Actor, file: FindUpload): Promise<UploadView | null>;
    view(id: string): Promise<UploadView>;
    open(id: string): Promise<{ view: UploadView; file: KeptFile }>;
  };
  readonly fileTakers: { of(kind: MediaKind): Promise<FileTaker[]> };
  readonly outputReuse: { use(actor: Actor, outputId: string): Promise<UploadView> };
  readonly outputs: {
    open(id: string): Promise<StoredResult>;
    retry(actor: Actor, id: string): Promise<OutputView>;
  };
  readonly archive: Pick<ArchiveService, "open">;
  readonly gallery: Pick<
    GalleryService,
    "page" | "ofTask" | "count" | "tags" | "marksOf" | "mark" | "restoreMarks"
  >;
  readonly resultNames: {
    template(): Promise<string>;
    setTemplate(actor: Actor, template: string): Promise<string>;
  };
  readonly thumbnails: Pick<ThumbnailService, "ofOutput" | "ofUpload">;
  readonly posters: Pick<PosterService, "take">;
  readonly workflows: {
    list(): Promise<WorkflowView[]>;
    get(id: string): Promise<WorkflowDetail>;
    getVersion(versionId: string): Promise<WorkflowDetail>;
    import(actor: Actor, input: ImportWorkflow): Promise<WorkflowDetail>;
    remove(actor: Actor, id: string): Promise<unknown>;
  };
  readonly workflowArrangement: Pick<
    WorkflowArrangementService,
    "get" | "rename" | "setForm" | "setDefaults" | "export"
  >;
  readonly workflowVersions: Pick<WorkflowVersionService, "list" | "difference" | "use" | "check">;
  readonly workflowHistory: {
    forecast(asked: ForecastOf): Promise<Forecast>;
    recentValues(asked: RecentValuesOf): Promise<RecentValue[]>;
  };
  readonly accounts: {
    list(): Promise<AccountView[]>;
    pause(actor: Actor, id: string): Promise<unknown>;
    resume(actor: Actor, id: string): Promise<unknown>;
  };
  readonly accountSetup: {
    create(actor: Actor, input: CreateAccount): Promise<AccountView>;
    update(actor: Actor, input: UpdateAccount): Promise<AccountView>;
    remove(actor: Actor, id: string): Promise<{ id: string }>;
  };
  readonly accountCheck: { check(actor: Actor, id: string): Promise<AccountView> };
  readonly queue: {
    lane(): Promise<Lane>;
    pause(actor: Actor): Promise<unknown>;
    resume(actor: Actor): Promise<unknown>;
    settings(): Promise<QueueSettings & { webhooks: WebhookState }>;
    setSettings(
      actor: Actor,
      changes: ChangeQueueSettings,
    ): Promise<QueueSettings & { webhooks: WebhookState }>;
    closeBreaker(actor: Actor, which: CloseBreaker): Promise<{ closed: boolean }>;
  };
  readonly lineLimits: Pick<LineLimitsService, "get" | "set" | "room">;
  readonly views: {
    list(actor: Actor): Promise<SavedView[]>;
    save(actor: Actor, view: SaveView): Promise<SavedView>;
    change(actor: Actor, change: ChangeView): Promise<SavedView>;
    remove(actor: Actor, id: string): Promise<{ id: string; deleted: true }>;
  };
  readonly notifications: Pick<
    NotificationService,
    "list" | "create" | "change" | "remove" | "test" | "log" | "sendAgain"
  >;
  readonly recentNews: Pick<RecentNewsService, "since">;
  readonly spending: {
    caps(): Promise<SpendingCaps>;
    setCaps(actor: Actor, caps: SpendingCaps): Promise<SpendingCaps>;
    expect(asked: ExpectSpending): Promise<ExpectedSpending>;
  };
  readonly retention: Pick<RetentionService, "rules" | "setRules" | "preview">;
  readonly pruning: Pick<PruningService, "rules" | "setRules">;
  readonly storageReport: Pick<StorageReport, "usage" | "disk">;
  readonly insight: { read(query: InsightQuery): Promise<Insight> };
  readonly webhooks: { receive(token: string, rawBody: string): Promise<unknown> };
  readonly health: { ready(): Promise<{ ready: boolean; checks: Record<string, string> }> };
  readonly metrics: { render(): Promise<string> };
  readonly diagnosis: Pick<DiagnosisService, "examine" | "state">;
  readonly scheduler: { tick(): Promise<unknown> };
  readonly people: Pick<
    PeopleService,
    "list" | "invite" | "passwordLink" | "revokeLink" | "change" | "remove" | "endSessions"
  >;
  readonly entry: Pick<EntryService, "look" | "use">;
  readonly ownAccount: Pick<
    OwnAccountService,
    "get" | "rename" | "changePassword" | "sessions" | "endSession" | "endOtherSessions"
  >;
  readonly tokens: Pick<TokenService, "list" | "create" | "revoke" | "actorOf">;
  readonly audit: Pick<AuditService, "page" | "open">;
  /** Calls back when somebody's right to be here may have changed. */
  readonly presence: { watch(callback: () => void): () => void };
  readonly rateLimits: Pick<RateLimits, "take">;
  readonly signIn: Pick<SignIn, "actorOf" | "isSetUp" | "setUp" | "signIn" | "signOut">;
  /** Null: nothing is configured, and people sign in by password alone. */
  readonly singleSignOn: Pick<SingleSignOn, "name" | "begin" | "finish"> | null;
  readonly config: Pick<Config, "apiToken" | "cronSecret" | "simulator" | "baseUrl" | "publicUrl">;
  readonly log: Pick<Logger, "error" | "warn" | "info" | "debug">;
}

/** @throws AppError NOT_READY until boot has finished */
export function services(): Services {
  return getContainer();
}
