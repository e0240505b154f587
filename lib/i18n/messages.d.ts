import type accounts from "../messages/en/accounts.json";
import type audit from "../messages/en/audit.json";
import type auth from "../messages/en/auth.json";
import type batchBuilder from "../messages/en/batchBuilder.json";
import type batches from "../messages/en/batches.json";
import type common from "../messages/en/common.json";
import type dashboard from "../messages/en/dashboard.json";
import type diagnostics from "../messages/en/diagnostics.json";
import type errors from "../messages/en/errors.json";
import type gallery from "../messages/en/gallery.json";
import type list from "../messages/en/list.json";
import type newTask from "../messages/en/newTask.json";
import type notifications from "../messages/en/notifications.json";
import type operations from "../messages/en/operations.json";
import type palette from "../messages/en/palette.json";
import type people from "../messages/en/people.json";
import type reasons from "../messages/en/reasons.json";
import type settings from "../messages/en/settings.json";
import type shell from "../messages/en/shell.json";
import type task from "../messages/en/task.json";
import type tasks from "../messages/en/tasks.json";
import type tokens from "../messages/en/tokens.json";
import type unclear from "../messages/en/unclear.json";
import type waiting from "../messages/en/waiting.json";
import type workflow from "../messages/en/workflow.json";
import type workflows from "../messages/en/workflows.json";
import type { Locale } from "./locale";

/** A key that is not in the messages does not compile. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: {
      accounts: typeof accounts;
      audit: typeof audit;
      batchBuilder: typeof batchBuilder;
      batches: typeof batches;
      dashboard: typeof dashboard;
      diagnostics: typeof diagnostics;
      common: typeof common;
      auth: typeof auth;
      errors: typeof errors;
      gallery: typeof gallery;
      list: typeof list;
      newTask: typeof newTask;
      notifications: typeof notifications;
      operations: typeof operations;
      palette: typeof palette;
      people: typeof people;
      reasons: typeof reasons;
      settings: typeof settings;
      shell: typeof shell;
      task: typeof task;
      tasks: typeof tasks;
      tokens: typeof tokens;
      unclear: typeof unclear;
      waiting: typeof waiting;
      workflow: typeof workflow;
      workflows: typeof workflows;
    };
  }
}
