import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";

/**
 * A free port on 127.0.0.1, the remembered one when it is still free.
 * @param {string} file remembers the choice, so that addresses stay the same from start to start
 */
export async function choosePort(file) {
  const remembered = Number(await readFile(file, "utf8").catch(() => ""));
  const port = (remembered > 0 && (await tryPort(remembered))) || (await tryPort(0));
  if (!port) throw new Error("no free port on 127.0.0.1");
  if (port !== remembered) await writeFile(file, `${port}\n`);
  return port;
}

/** @returns {Promise<number | null>} the port that could be bound, null when it is taken */
export function tryPort(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const bound = server.address().port;
      server.close(() => resolve(bound));
    });
  });
}
