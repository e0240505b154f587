// Run under tsx: asks the app's own reader whether the environment is in order, before minutes of building.
import { readConfig } from "../../server/config.ts";

try {
  const { s3 } = readConfig({
    ...process.env,
    DATABASE_URL: process.env.DATABASE_URL || "postgresql://embedded",
  });
  if (s3) {
    const { checkBucket, openBucket } = await import("../../server/storage/bucket.ts");
    await checkBucket(openBucket(s3));
  }
} catch (error) {
  // A store that does not answer yet is waited for by the app.
  if (error.code !== "STORAGE_UNAVAILABLE") {
    console.error(error.message);
    // Not Node's own 1: whoever asks knows by it that the words are ours, and not those of a package that is missing.
    process.exit(2);
  }
}
process.exit(0);
