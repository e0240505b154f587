/** The connection to a bucket of S3 or of a store that speaks like it. */
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { ConfigError, type S3Settings } from "../config";
import { unavailable } from "./storage-problem";

export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
  /** Before every key; empty, or ends with a slash. */
  readonly prefix: string;
}

/** A call without an answer has failed: the database may be waiting for it. */
export const ANSWER_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Each reader of a file holds one for as long as the file lasts. */
const CONNECTIONS = 500;

/** Nothing is sent yet. */
export function openBucket(settings: S3Settings): Bucket {
  const { bucket, endpoint, region, accessKeyId, secretAccessKey, prefix, forcePathStyle } = settings;
  const agent = { keepAlive: true, maxSockets: CONNECTIONS };
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle,
    ...(endpoint !== null && { endpoint }),
    // Many stores that speak S3 do not know these checksums; contents are named after their own anyway.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, httpAgent: agent, httpsAgent: agent },
  });
  return { client, name: bucket, prefix };
}

/**
 * Whether files can be listed, written and removed with these settings.
 * @throws ConfigError naming the variable that is wrong, AppError STORAGE_UNAVAILABLE when nothing answers
 */
export async function checkBucket({ client, name, prefix }: Bucket): Promise<void> {
  const probe = { Bucket: name, Key: `${prefix}tmp/check` };
  const options = () => ({ abortSignal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  try {
    await client.send(new ListObjectsV2Command({ Bucket: name, Prefix: prefix, MaxKeys: 1 }), options());
    await client.send(new PutObjectCommand({ ...probe, Body: "HubQueue may write here" }), options());
    await client.send(new DeleteObjectCommand(probe), options());
  } catch (error) {
    const problem = settingsProblem(error, name);
    throw problem === null ? bucketProblem(error) : new ConfigError([problem]);
  }
}

/** For `catch` of a call. */
export function failed(error: unknown): never {
  throw bucketProblem(error);
}

/** For `catch` of a call about a file that may not be there: HEAD says 404 without a name. */
export function nullIfNoSuchFile(error: unknown): null {
  if (error instanceof S3ServiceException && error.name !== "NoSuchBucket") {
    if (error.$metadata.httpStatusCode === 404) return null;
  }
  throw bucketProblem(error);
}

function bucketProblem(error: unknown): Error {
  return unavailable(`the bucket does not answer as it should (${nameOf(error)})`);
}

/** Its code where there is one, never its words: stores repeat keys and signatures in them. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** The variable that is wrong and what to do; null when the store may answer better later. */
function settingsProblem(error: unknown, bucket: string): string | null {
  switch (nameOf(error)) {
    case "NoSuchBucket":
    case "InvalidBucketName":
      return `S3_BUCKET names a bucket that does not exist there: ${bucket}`;
    case "InvalidAccessKeyId":
      return "S3_ACCESS_KEY_ID is not known to the store";
    case "SignatureDoesNotMatch":
      return "S3_SECRET_ACCESS_KEY does not belong to S3_ACCESS_KEY_ID";
    case "AccessDenied":
      return "S3_ACCESS_KEY_ID may not list, write and delete in the bucket of S3_BUCKET; give the key these rights";
    case "PermanentRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraintException":
      return "S3_REGION is not the region of the bucket of S3_BUCKET";
    case "ENOTFOUND":
      return "S3_ENDPOINT names a host that is not known; where the store has no host for each bucket, set S3_FORCE_PATH_STYLE=true";
    default:
      return null;
  }
}
