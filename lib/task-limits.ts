/** How much one call takes, and how lists are sorted. Apart from the schemas, so that a page needs no validation library to know them. */

export const MAX_UPLOAD_BYTES = 30 * 1024 * 1024; // RunningHub refuses larger files (809)
export const MAX_BULK_TASKS = 10_000;
export const MAX_BATCH_IDS = 1_000;
export const MAX_NODE_INPUTS = 500;
/** More kinds of tasks than anybody mixes. */
export const MAX_SPENDING_GROUPS = 100;
export const MAX_PAGE_SIZE = 200;

/**
 * By creation, or by completion; `-` = newest first. By completion, tasks that are not finished come after all finished
 * ones in both directions, by their creation.
 */
export const TASK_SORTS = ["-createdAt", "createdAt", "-completedAt", "completedAt"] as const;
