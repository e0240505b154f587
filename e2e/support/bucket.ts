import type { BucketServer } from "@/server/testing/bucket-server";

/** What tells the product to keep its files there. */
export function bucketEnvironment({ settings }: BucketServer): Record<string, string> {
  return {
    S3_BUCKET: settings.bucket,
    S3_ENDPOINT: settings.endpoint ?? "",
    S3_ACCESS_KEY_ID: settings.accessKeyId,
    S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
    S3_PREFIX: settings.prefix,
    S3_FORCE_PATH_STYLE: "true",
  };
}
