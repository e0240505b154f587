-- The texts of the tasks that were there before. A transaction of its own, which locks none of them.
INSERT INTO "task_text" SELECT made.* FROM "task_text_of"(ARRAY(
  SELECT t."id" FROM "task" t WHERE NOT EXISTS (SELECT 1 FROM "task_text" x WHERE x."task_id" = t."id"))) made
ON CONFLICT DO NOTHING;
