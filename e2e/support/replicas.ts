import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startBucketServer } from "@/server/testing/bucket-server";
import { startPostgres } from "../../scripts/start/postgres.mjs";
import { databaseAccount } from "../../scripts/start/postgres-account.mjs";
import { Balancer } from "./balancer";
import { bucketEnvironment } from "./bucket";
import { ADMIN, Product } from "./product";

/** Several processes of the product, as on machines of their own: one database and one bucket, behind a balancer. */
export interface Replicas {
  readonly products: readonly Product[];
  readonly balancer: Balancer;
  dispose(): Promise<void>;
}

/** @param environment what each of them is told besides */
export async function startReplicas(
  count: number,
  environment: Readonly<Record<string, string>>,
): Promise<Replicas> {
  const home = await mkdtemp(path.join(tmpdir(), "hubqueue-e2e-replicas-"));
  const account = databaseAccount(home);
  if (account.uid !== undefined && account.gid !== undefined) await chown(home, account.uid, account.gid);
  const database = await startPostgres({ home, account, disposable: true });
  const bucket = await startBucketServer();
  const products = await Promise.all(
    Array.from({ length: count }, () =>
      Product.start({
        ...environment,
        ...bucketEnvironment(bucket),
        DATABASE_URL: database.url,
        APP_SECRET: "one secret for all of them",
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
      }),
    ),
  );
  const balancer = await Balancer.start(products.map(({ url }) => url));
  return {
    products,
    balancer,
    dispose: async () => {
      await balancer.stop();
      await Promise.all(products.map((product) => product.dispose()));
      await database.stop();
      await bucket.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
