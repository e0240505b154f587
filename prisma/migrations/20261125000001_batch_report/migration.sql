-- What became of the call that made a batch. The same call again is answered with it: checking its rows again could say
-- something else by then, because an upload or an account they named has come or gone.

ALTER TABLE "batch" ADD COLUMN "report" JSONB;
