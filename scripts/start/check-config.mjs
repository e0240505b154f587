// Run under tsx: asks the app's own reader whether the environment is in order, before minutes of building.
import { readConfig } from "../../server/config.ts";

try {
  readConfig({ ...process.env, DATABASE_URL: process.env.DATABASE_URL || "postgresql://embedded" });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
