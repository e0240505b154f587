import type auth from "../messages/en/auth.json";
import type common from "../messages/en/common.json";
import type errors from "../messages/en/errors.json";
import type newTask from "../messages/en/newTask.json";
import type reasons from "../messages/en/reasons.json";
import type shell from "../messages/en/shell.json";
import type task from "../messages/en/task.json";
import type tasks from "../messages/en/tasks.json";
import type workflows from "../messages/en/workflows.json";
import type { Locale } from "./locale";

/** A key that is not in the messages does not compile. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: {
      common: typeof common;
      auth: typeof auth;
      errors: typeof errors;
      newTask: typeof newTask;
      reasons: typeof reasons;
      shell: typeof shell;
      task: typeof task;
      tasks: typeof tasks;
      workflows: typeof workflows;
    };
  }
}
