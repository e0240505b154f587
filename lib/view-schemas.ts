/** Saved views of the task list: what doors accept and return. */
import { z } from "zod";
import { storedText } from "./stored-text";

/** More than a menu can show; nobody needs to hit it. */
export const MAX_VIEWS = 100;

const name = storedText(60).trim().min(1);
/** The list's address behind the question mark, without its page; empty is the whole list. */
const query = storedText(2_000);

export const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  /** Everybody sees it. */
  shared: z.boolean(),
  /** May the asker change it? Its owner may, and administrators may change shared ones. */
  mayChange: z.boolean(),
  /** Email address of whoever saved it; null for the asker's own. */
  owner: z.string().nullable(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const saveViewSchema = z.object({ name, query, shared: z.boolean().default(false) }).strict();
export type SaveView = z.output<typeof saveViewSchema>;

/** What is left out stays. */
export const changeViewSchema = z
  .object({
    id: z.string(),
    name: name.optional(),
    query: query.optional(),
    shared: z.boolean().optional(),
  })
  .strict();
export type ChangeView = z.output<typeof changeViewSchema>;
