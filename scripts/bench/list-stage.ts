/** What every part of the list's bench stands on: the filled database and the built product in front of it. */
import { ADMIN, API_TOKEN, Product } from "../../e2e/support/product";
import type { ListScale } from "./list";
import type { ListGround } from "./list-backlog";
import type { Row } from "./report";
import { spread, timed } from "./statistics";

export interface ListStage {
  readonly databaseUrl: string;
  readonly backlog: ListGround;
  readonly product: Product;
  readonly scale: ListScale;
  readonly say: (what: string) => void;
}

/** As `npm start` serves it, with the simulator as RunningHub; the tasks of the backlog belong to accounts that are paused. */
export function startProduct(databaseUrl: string): Promise<Product> {
  return Product.start({
    DATABASE_URL: databaseUrl,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    LOG_LEVEL: "error",
  });
}

/** Milliseconds from the question to the last byte of the answer. @throws Error for a refusal */
export async function ask(product: Product, path: string): Promise<{ ms: number; value: unknown }> {
  return timed(async () => {
    const answer = await fetch(`${product.url}${path}`, {
      headers: { authorization: `Bearer ${API_TOKEN}` },
    });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${path} was refused: ${answer.status} ${body}`);
    return JSON.parse(body) as unknown;
  });
}

export function row(figure: string, unit: Row["unit"], samples: readonly number[], goal?: string): Row {
  return { figure, unit, spread: spread(samples), samples: String(samples.length), goal };
}

/** What the process of the product takes of the machine's memory now, as it says itself. */
export async function residentMemory(product: Product): Promise<Row> {
  const answer = await fetch(`${product.url}/api/metrics`, {
    headers: { authorization: `Bearer ${API_TOKEN}` },
  });
  const [, bytes] = /^process_resident_memory_bytes (\S+)$/m.exec(await answer.text()) ?? [];
  if (bytes === undefined) throw new Error("the product does not tell how much memory it has");
  return {
    figure: "memory of the process afterwards",
    unit: "MB",
    spread: { p50: Number(bytes) / 1e6 },
    samples: "1",
  };
}
