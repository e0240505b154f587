-- Failed tries at passwords, counted for all processes together. Keys are digests: what strangers type is not kept.
CREATE TABLE "password_try" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_try_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "password_try_until_idx" ON "password_try" ("until");
