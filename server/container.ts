/** The only place that makes services: what depends on what is written here, once. */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { AppError, isAppError } from "@/lib/errors";
import manifest from "@/package.json";
import { IdentityProvider } from "./auth/identity-provider";
import { PasswordGuard } from "./auth/password-guard";
import { SignIn } from "./auth/sign-in";
import { SingleSignOn } from "./auth/single-sign-on";
import type { Config } from "./config";
import type { Logger } from "./log";
import { outsideRequest } from "./log-context";
import { isForbiddenAddress } from "./network/forbidden-address";
import { isTaken, isTooOften, letterFor } from "./notification/format";
import { createGuardedPost } from "./notification/guarded-post";
import { AccountReadings } from "./persistence/account-readings";
import { AccountRegister } from "./persistence/account-register";
import { AccountRepository } from "./persistence/account-repository";
import { Agenda } from "./persistence/agenda";
import { ArchiveReader } from "./persistence/archive-reader";
import { AssignmentRepository } from "./persistence/assignment-repository";
import { AttemptRepository } from "./persistence/attempt-repository";
import { AuditLog, signInAddresses } from "./persistence/audit-log";
import { BatchMatrixReader } from "./persistence/batch-matrix-reader";
import { BatchReader } from "./persistence/batch-reader";
import { BatchRepository } from "./persistence/batch-repository";
import { BreakerRepository } from "./persistence/breaker";
import { BulkOperationReader } from "./persistence/bulk-operation-reader";
import { BulkOperationRepository } from "./persistence/bulk-operation-repository";
import { BulkOperationWork } from "./persistence/bulk-operation-work";
import { DiagnosisReader } from "./persistence/diagnosis-reader";
import { EntryLinks } from "./persistence/entry-links";
import { EventReader } from "./persistence/event-reader";
import { ExchangeReader } from "./persistence/exchange-reader";
import { ExpectedSpendingReader } from "./persistence/expected-spending-reader";
import { FileReferences } from "./persistence/file-references";
import { FileRepository } from "./persistence/file-repository";
import { GalleryMarks } from "./persistence/gallery-marks";
import { GalleryReader } from "./persistence/gallery-reader";
import { HistoryReader } from "./persistence/history-reader";
import { IdentityRepository } from "./persistence/identity-repository";
import { InsightReader } from "./persistence/insight-reader";
import { LaneReader } from "./persistence/lane-reader";
import { LeaseRepository } from "./persistence/lease-repository";
import { lineRoom } from "./persistence/line-room";
import { NameReader } from "./persistence/name-reader";
import { NeighbourReader } from "./persistence/neighbour-reader";
import { NextFiles } from "./persistence/next-files";
import { NotificationDeliveries } from "./persistence/notification-deliveries";
import { NotificationHooks } from "./persistence/notification-hooks";
import { NotificationNews } from "./persistence/notification-news";
import { OrderRepository } from "./persistence/order-repository";
import { OutputRepository } from "./persistence/output-repository";
import { PasswordTries } from "./persistence/password-tries";
import { PeopleRepository } from "./persistence/people-repository";
import { connect, connectionsOf, type Database } from "./persistence/prisma";
import { PruningRepository } from "./persistence/pruning-repository";
import { RecentNewsReader } from "./persistence/recent-news-reader";
import { RetentionRepository } from "./persistence/retention-repository";
import { RunSums } from "./persistence/run-sums";
import { SessionRepository } from "./persistence/session-repository";
import { SettingRepository } from "./persistence/setting-repository";
import { SettlementRepository } from "./persistence/settlement-repository";
import { SpendingRepository } from "./persistence/spending-repository";
import { StandstillReader } from "./persistence/standstill-reader";
import { TaskReader } from "./persistence/task-reader";
import { newTaskId, TaskRepository } from "./persistence/task-repository";
import { TextIndex } from "./persistence/text-index";
import { TokenRepository } from "./persistence/token-repository";
import { ViewRepository } from "./persistence/view-repository";
import { WatchRepository } from "./persistence/watch-repository";
import { WebhookRepository } from "./persistence/webhook-repository";
import { WorkflowLookup } from "./persistence/workflow-lookup";
import { WorkflowRepository } from "./persistence/workflow-repository";
import { WorkflowVersions } from "./persistence/workflow-versions";
import { processState } from "./process-state";
import { TaskFeed } from "./realtime/task-feed";
import { createRunningHubClient } from "./runninghub/client";
import { openResult } from "./runninghub/open-result";
import { followProgress } from "./runninghub/progress-socket";
import { redactText } from "./runninghub/redact";
import { remoteClockAhead } from "./runninghub/remote-clock";
import { readSampleCatalogue } from "./runninghub/sample-catalogue";
import { queueDuties } from "./scheduler/duties";
import { LeaseKeeper } from "./scheduler/lease";
import { Scheduler } from "./scheduler/scheduler";
import { AccountCheck } from "./services/account-check";
import { AccountService } from "./services/account-service";
import { AccountSetup } from "./services/account-setup";
import { ArchiveService } from "./services/archive-service";
import { AuditService } from "./services/audit-service";
import { BatchService } from "./services/batch-service";
import { BulkOperationRunner } from "./services/bulk-operation-runner";
import { BulkOperationService } from "./services/bulk-operation-service";
import { DiagnosisService } from "./services/diagnosis-service";
import { DownloadService } from "./services/download-service";
import { EntryService } from "./services/entry-service";
import { ExchangeService } from "./services/exchange-service";
import { FileTakers } from "./services/file-takers";
import { GalleryService } from "./services/gallery-service";
import { HealthService } from "./services/health-service";
import { InFlight } from "./services/in-flight";
import { InsightService } from "./services/insight-service";
import { LineLimitsService } from "./services/line-limits";
import { MetricsService } from "./services/metrics-service";
import { NotificationRunner } from "./services/notification-runner";
import { NotificationSender } from "./services/notification-sender";
import { NotificationService } from "./services/notification-service";
import { OutputReuseService } from "./services/output-reuse-service";
import { OwnAccountService } from "./services/own-account-service";
import { PeopleService } from "./services/people-service";
import { PosterService } from "./services/poster-service";
import { ProgressService } from "./services/progress-service";
import { PruningService } from "./services/pruning-service";
import { QueueControl } from "./services/queue-control";
import { RateLimits } from "./services/rate-limits";
import { RecentNewsService } from "./services/recent-news-service";
import { ResourceService } from "./services/resource-service";
import { ResultNames } from "./services/result-names";
import { ResultSource } from "./services/result-source";
import { RetentionService } from "./services/retention-service";
import { RunCounting } from "./services/run-counting";
import { SearchIndex } from "./services/search-index";
import { SpendingControl } from "./services/spending-control";
import { StorageReport } from "./services/storage-report";
import { SubmitSettlement } from "./services/submit-settlement";
import { SweepService } from "./services/sweep-service";
import { TaskAgainService } from "./services/task-again-service";
import { TaskController } from "./services/task-controller";
import { TaskExport } from "./services/task-export";
import { TaskIntakeService } from "./services/task-intake-service";
import { TaskQueries } from "./services/task-queries";
import { TaskQueueService } from "./services/task-queue-service";
import { TaskStatusService } from "./services/task-status-service";
import { ThumbnailService } from "./services/thumbnail-service";
import { TokenService } from "./services/token-service";
import { UnnamedRuns } from "./services/unnamed-runs";
import { UploadAhead } from "./services/upload-ahead";
import { UploadService } from "./services/upload-service";
import { VersionFields } from "./services/version-fields";
import { ViewService } from "./services/view-service";
import { WebhookService } from "./services/webhook-service";
import { WorkflowArrangementService } from "./services/workflow-arrangement-service";
import { WorkflowHistory } from "./services/workflow-history";
import { WorkflowReader } from "./services/workflow-reader";
import { WorkflowService } from "./services/workflow-service";
import { WorkflowVersionService } from "./services/workflow-version-service";
import { checkBucket, openBucket } from "./storage/bucket";
import { BucketPlace } from "./storage/bucket-place";
import { dataDirState } from "./storage/data-dir";
import { roomOf } from "./storage/disk-space";
import { FileStore } from "./storage/file-store";
import { SecretBox } from "./storage/secret-box";

export type Container = ReturnType<typeof createContainer>;

/** What the house is built on; simulations put their own in. */
interface Ground {
  readonly db: Database;
  readonly runningHub: ReturnType<typeof createRunningHubClient>;
  readonly leases: LeaseRepository;
  readonly openResult: typeof openResult;
  readonly followProgress: typeof followProgress;
  readonly random: () => number;
}

/** @param config checked configuration, with the secret resolved. Nothing runs yet: see start and stop. */
export function createContainer(
  config: Config & { readonly appSecret: string },
  log: Logger,
  ground: Partial<Ground> = {},
) {
  const db = ground.db ?? connect({ databaseUrl: config.databaseUrl });
  const tasks = new TaskRepository(db);
  const attempts = new AttemptRepository(db);
  const watch = new WatchRepository(db);
  const accountRows = new AccountRepository(db);
  const settings = new SettingRepository(db);
  const lane = new LaneReader(db, accountRows, settings, config.simulator);
  const reader = new TaskReader(db, lane);
  const files = new FileRepository(db);
  const lookup = new WorkflowLookup(db);
  const bucket = config.s3 && openBucket(config.s3);
  const store = new FileStore(config.dataDir, bucket && new BucketPlace(bucket));
  const runningHub =
    ground.runningHub ??
    createRunningHubClient({ log, onCall: (call, seconds) => metrics.called(call, seconds) });

  const taskFeed = new TaskFeed({
    databaseUrl: config.databaseUrl,
    events: new EventReader(db),
    tasks: reader,
    onTold: (lagSeconds) => metrics.told(lagSeconds),
    log,
  });
  // The scheduler is made last, because its duties need the services; they wake it through this.
  const kick = (): void => outsideRequest(() => scheduler.kick());
  const onFailure = (key: string, error: unknown): void =>
    log.error({ err: error, key }, "background work failed");
  const submits = new InFlight(onFailure, kick);
  const queueWork = new InFlight(onFailure, kick);
  const downloads = new InFlight(onFailure, kick);
  const sweeping = new InFlight(onFailure, () => {});

  const taskQueries = new TaskQueries(reader, new NeighbourReader(db));
  const register = new AccountRegister(db);
  const readings = new AccountReadings(db);
  const secrets = new SecretBox(config.appSecret);
  const accounts = new AccountService({ accounts: accountRows, register, secrets, kick, log });
  const accountParts = { accounts: accountRows, register, readings, service: accounts, runningHub, log };
  const accountCheck = new AccountCheck({ ...accountParts, inFlight: queueWork });
  const { credentials } = accounts;
  const webhookRows = new WebhookRepository(db, attempts, watch);
  const queue = new QueueControl({
    settings,
    lane,
    breakers: new BreakerRepository(db),
    webhooks: webhookRows,
    publicUrl: config.publicUrl,
    kick,
  });
  const resources = new ResourceService({ files, store, credentials, runningHub });
  const outputRows = new OutputRepository(db);
  const resultNames = new ResultNames({ outputs: outputRows, settings });
  const outputs = new DownloadService({
    outputs: outputRows,
    store,
    source: new ResultSource({
      outputs: outputRows,
      openResult: ground.openResult ?? openResult,
      credentials,
      runningHub,
    }),
    names: resultNames,
    inFlight: downloads,
    kick,
    log,
  });
  const thumbnails = new ThumbnailService({ files, outputs: outputRows, store, log });
  const sweep = new SweepService({
    references: new FileReferences(db),
    store,
    thumbnails,
    settings,
    inFlight: sweeping,
    log,
  });
  const retentionRows = new RetentionRepository(db);
  const storageReport = new StorageReport({
    files: retentionRows,
    settings,
    place: bucket ? "bucket" : "disk",
    room: () => roomOf(config.dataDir),
  });
  const retention = new RetentionService({
    files: retentionRows,
    settings,
    sweep,
    thumbnails,
    report: storageReport,
    inFlight: sweeping,
    log,
  });
  const pruning = new PruningService({
    rows: new PruningRepository(db),
    settings,
    sweep,
    inFlight: sweeping,
    log,
  });
  const galleryRows = new GalleryReader(db);
  const orders = new OrderRepository(db);
  const taskQueue = new TaskQueueService(
    {
      attempts,
      accounts: accountRows,
      orders,
      versionFields: new VersionFields(orders),
      credentials,
      resources,
      runningHub,
      inFlight: submits,
      random: ground.random ?? Math.random,
      onSlotTaken: (idleSeconds) => metrics.slotTaken(idleSeconds),
      onSubmitted: (outcome) => metrics.submitted(outcome),
      log,
    },
    config,
  );
  const progress = new ProgressService({
    watch,
    runningHub,
    followProgress: ground.followProgress ?? followProgress,
    kick,
    log,
  });
  const unnamedRuns = new UnnamedRuns({ accounts: accountRows, runningHub });
  const taskStatus = new TaskStatusService(
    {
      watch,
      attempts,
      accounts: accountRows,
      credentials,
      runningHub,
      unnamedRuns,
      inFlight: queueWork,
      progress,
      random: ground.random ?? Math.random,
      log,
    },
    config,
  );
  const library = new WorkflowRepository(db);
  const workflowReader = new WorkflowReader({
    runningHub,
    credentials: async (reader) => accounts.credentialsOf(await accounts.reader(reader)),
    places: accounts.places,
  });
  // The library can be looked at before there is any account.
  const placesOrNone = () =>
    accounts.places().catch((error: unknown) => {
      if (isAppError(error) && error.code === "ACCOUNT_NOT_FOUND") return null;
      throw error;
    });
  const workflows = new WorkflowService({
    workflows: library,
    reader: workflowReader,
    places: placesOrNone,
    samples: config.simulator ? readSampleCatalogue : null,
    credentials: async () => accounts.credentialsOf(await accounts.defaultAccount()),
  });
  const workflowVersions = new WorkflowVersionService({
    workflows: library,
    versions: new WorkflowVersions(db),
    reader: workflowReader,
    library: workflows,
  });
  const auditLog = new AuditLog(db);
  const people = new PeopleRepository(db);
  const entryLinks = new EntryLinks(db);
  const sessions = new SessionRepository(db);
  const signIn = new SignIn({ database: db, appSecret: config.appSecret, log });
  const uploadAhead = new UploadAhead({
    nextFiles: new NextFiles(db),
    isPaused: queue.isPaused,
    resources,
    inFlight: queueWork,
    log,
  });
  const operations = new BulkOperationRepository(db);
  const bulkRunner = new BulkOperationRunner({
    operations,
    work: new BulkOperationWork(db),
    inFlight: queueWork,
    log,
  });
  const indexing = new InFlight(onFailure, () => {});
  const searchIndex = new SearchIndex({ texts: new TextIndex(db), inFlight: indexing });
  const telling = new InFlight(onFailure, kick);
  const deliveries = new NotificationDeliveries(db);
  const sender = new NotificationSender({
    post: createGuardedPost({ allowPrivate: config.webhooksAllowPrivate }),
    format: { letterFor, isTaken, isTooOften },
    redact: redactText,
    secrets,
    publicUrl: config.publicUrl,
  });
  const standstill = new StandstillReader(db);
  const notificationRunner = new NotificationRunner({
    news: new NotificationNews(db),
    deliveries,
    standstill,
    sender,
    inFlight: telling,
    log,
  });
  const sums = new RunSums(db);
  const runCounting = new RunCounting({ sums, inFlight: indexing });
  const spending = new SpendingControl({
    spending: new SpendingRepository(db),
    expected: new ExpectedSpendingReader(db),
    kick,
  });
  const agenda = new Agenda(db);
  const leases =
    ground.leases ??
    new LeaseRepository({
      databaseUrl: config.databaseUrl,
      process: randomUUID(),
      onFree: () => scheduler.onLeaseFree(),
    });
  const scheduler = new Scheduler({
    lease: new LeaseKeeper(leases),
    duties: queueDuties(
      {
        taskQueue,
        taskStatus,
        outputs,
        sweep,
        retention,
        pruning,
        searchIndex,
        runCounting,
        spending,
        uploadAhead,
        accountCheck,
        bulkRunner,
        operations,
        notifications: notificationRunner,
        tasks,
      },
      config.statusCheckIntervalSeconds,
    ),
    due: () => agenda.due(),
    settle: async ({ submitsMs, restMs }) => {
      const rest = [queueWork, downloads, indexing, telling, sweeping];
      await Promise.all([submits.settle(submitsMs), ...rest.map((work) => work.settle(restMs))]);
    },
    onTakeover: () => metrics.tookOver(),
    log,
  });

  const metrics = new MetricsService({
    counts: () => reader.counts(),
    lane: () => queue.lane(),
    passAgeSeconds: () => scheduler.passAgeSeconds(),
    isLeader: () => scheduler.isLeader(),
    subscribers: () => taskFeed.subscribers,
    connections: () => connectionsOf(db),
  });

  const diagnosis = new DiagnosisService({
    version: manifest.version,
    machine: {
      nodeVersion: process.version,
      dataDir: config.dataDir,
      dataDirState: () => dataDirState(config.dataDir),
      room: () => roomOf(config.dataDir),
      files: store,
      filePlace: bucket ? "bucket" : "disk",
    },
    reader: new DiagnosisReader(db, path.join(process.cwd(), "prisma", "migrations")),
    queue: {
      isLeader: () => scheduler.isLeader(),
      passAgeSeconds: () => scheduler.passAgeSeconds(),
      hasCron: config.cronSecret !== null,
    },
    runningHub: {
      accounts: () => accountRows.all(),
      credentialsOf: accounts.credentialsOf,
      client: runningHub,
      clockAhead: remoteClockAhead,
    },
    webhooks: async () => (await queue.settings()).webhooks,
    isInside: isForbiddenAddress,
    lane: () => queue.lane(),
    process: () => ({
      uptimeSeconds: Math.floor(process.uptime()),
      memoryBytes: process.memoryUsage.rss(),
    }),
    liveClients: () => taskFeed.subscribers,
    eventLagSeconds: () => metrics.eventLagSeconds(),
    connections: () => connectionsOf(db),
  });

  return {
    config,
    log,
    db,
    taskFeed,
    taskQueries,
    scheduler,
    queue,
    accounts,
    accountCheck,
    accountSetup: new AccountSetup({ ...accountParts, secrets, kick }),
    files: store,
    outputs,
    archive: new ArchiveService({
      reader: new ArchiveReader(db),
      gallery: galleryRows,
      names: resultNames,
      files: store,
    }),
    gallery: new GalleryService({ reader: galleryRows, marks: new GalleryMarks(db) }),
    resultNames,
    thumbnails,
    posters: new PosterService({ outputs: outputRows, store, thumbnails }),
    sweep,
    retention,
    pruning,
    storageReport,
    signIn,
    rateLimits: new RateLimits(config.ratesPerSecond),
    singleSignOn:
      config.oidc &&
      new SingleSignOn({
        settings: config.oidc,
        provider: new IdentityProvider(config.oidc),
        identities: new IdentityRepository(db),
        signIn,
        secrets,
        publicUrl: config.publicUrl,
        log,
      }),
    people: new PeopleService({ people, links: entryLinks, sessions }),
    entry: new EntryService({ links: entryLinks, hashPassword }),
    ownAccount: new OwnAccountService({
      people,
      sessions,
      passwords: { hash: hashPassword, verify: verifyPassword },
      guard: new PasswordGuard({
        tries: new PasswordTries(db),
        addressesOf: (email) => signInAddresses(db, email),
      }),
    }),
    tokens: new TokenService(new TokenRepository(db)),
    audit: new AuditService(auditLog),
    presence: { watch: (callback: () => void) => taskFeed.onPeopleChange(callback) },
    workflows,
    workflowVersions,
    workflowArrangement: new WorkflowArrangementService({ workflows: library, places: placesOrNone }),
    workflowHistory: new WorkflowHistory({
      history: new HistoryReader(db),
      accounts: accountRows,
      defaultSite: async () => (await accounts.defaultAccount()).site,
    }),
    taskController: new TaskController({
      tasks,
      assignments: new AssignmentRepository(db),
      accounts: accountRows,
      queries: taskQueries,
      audit: auditLog,
      kick,
      log,
    }),
    bulkOperations: new BulkOperationService({
      operations,
      reader: new BulkOperationReader(db),
      inFlight: queueWork,
      kick,
    }),
    submitSettlement: new SubmitSettlement({
      settlements: new SettlementRepository(db, attempts),
      unnamedRuns,
      credentials,
      runningHub,
      queries: taskQueries,
      kick,
    }),
    taskIntake: new TaskIntakeService({
      tasks,
      queries: taskQueries,
      existingUploads: (ids) => files.existingUploads(ids),
      workflowNames: (ids) => lookup.names(ids),
      existingVersions: (ids) => lookup.existingVersions(ids),
      places: accounts.places,
      newId: newTaskId,
      kick,
    }),
    taskAgain: new TaskAgainService({
      tasks,
      queries: taskQueries,
      places: accounts.places,
      newId: newTaskId,
      kick,
    }),
    batches: new BatchService({
      reader: new BatchReader(db),
      matrix: new BatchMatrixReader(db, reader),
      batches: new BatchRepository(db),
    }),
    taskExport: new TaskExport({ tasks: reader, names: new NameReader(db) }),
    exchanges: new ExchangeService({ reader: new ExchangeReader(db), secrets }),
    notifications: new NotificationService({
      hooks: new NotificationHooks(db),
      deliveries,
      sender,
      secrets,
    }),
    notificationRunner,
    recentNews: new RecentNewsService({ reader: new RecentNewsReader(db), standstill }),
    spending,
    lineLimits: new LineLimitsService({ settings, room: (quotaOf) => lineRoom(db, quotaOf) }),
    insight: new InsightService({ reader: new InsightReader(db), sums }),
    views: new ViewService(new ViewRepository(db)),
    fileTakers: new FileTakers(workflows),
    outputReuse: new OutputReuseService({ files, outputs: outputRows, names: resultNames, store }),
    uploads: new UploadService({ files, store }),
    webhooks: new WebhookService({ webhooks: webhookRows, kick, log }),
    health: new HealthService({
      pingDatabase: async () => {
        await db.$queryRaw`SELECT 1`;
      },
      isDraining: () => processState().draining,
      passAgeSeconds: () => scheduler.passAgeSeconds(),
      isLeader: () => scheduler.isLeader(),
    }),
    metrics,
    diagnosis,
    /** Begins listening and, unless this is a web-only replica, deciding. */
    async start(): Promise<void> {
      if (bucket) await checkBucket(bucket);
      if (config.apiKey !== null) {
        await accounts.ensureEnvironmentAccount({
          apiKey: config.apiKey,
          baseUrl: config.baseUrl,
          slotLimit: config.maxConcurrentTasks,
          simulator: config.simulator,
        });
      }
      // Samples are a kindness: the queue starts without them.
      if (config.simulator)
        await workflows.seedSamples().catch((error: unknown) => log.warn({ err: error }, "no samples"));
      if (config.administrator) await signIn.ensureAdministrator(config.administrator);
      await taskFeed.start();
      taskFeed.onHint(kick);
      if (config.schedulerEnabled) scheduler.start();
    },
    /** Ends in the reverse order; bounded. */
    async stop(): Promise<void> {
      searchIndex.stop();
      runCounting.stop();
      retention.stop();
      pruning.stop();
      await scheduler.stop();
      progress.stop();
      await taskFeed.stop();
      await runningHub.close();
      await leases.close();
      bucket?.client.destroy();
      await db.$disconnect();
    },
  };
}

/** @throws AppError NOT_READY until the process has booted. */
export function getContainer(): Container {
  const { container, bootError } = processState();
  if (!container) {
    // What went wrong is for the log and the launcher, not for strangers.
    const words = bootError
      ? "HubQueue cannot start yet; the cause is in its log"
      : "HubQueue is starting; try again in a moment";
    throw new AppError("NOT_READY", words);
  }
  return container;
}
