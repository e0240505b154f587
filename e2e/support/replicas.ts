import { randomUUID } from "node:crypto";
import { chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startPostgres } from "../../scripts/start/postgres.mjs";
import { databaseAccount } from "../../scripts/start/postgres-account.mjs";
import { Balancer } from "./balancer";
import { ADMIN, Product } from "./product";

/** Several processes of the product on one database and one directory, behind a balancer. */
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
  const dataDir = path.join(tmpdir(), `hubqueue-e2e-shared-${randomUUID()}`);
  await mkdir(dataDir);
  const products = await Promise.all(
    Array.from({ length: count }, () =>
      Product.start({
        ...environment,
        DATABASE_URL: database.url,
        DATA_DIR: dataDir,
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
      await Promise.all([home, dataDir].map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}
