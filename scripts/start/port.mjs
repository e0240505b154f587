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

/** @returns {Promise<number | null>} the port that could be bound, null when it could not */
export function tryPort(port, host = "127.0.0.1") {
  return bindPort(port, host).catch(() => null);
}

/**
 * @returns {Promise<number>} the port that can be bound
 * @throws Error that names what is wrong and the way out
 */
export async function freePort(port, host) {
  return bindPort(port, host).catch(({ code }) => {
    const other = `PORT=${port < 1024 || port === 65_535 ? 3001 : port + 1} npm start`;
    switch (code) {
      case "EADDRINUSE":
        throw new Error(`port ${port} on ${host} is taken. Choose another one, for example: ${other}`);
      case "EACCES":
        throw new Error(`port ${port} may not be used here. Choose another one, for example: ${other}`);
      default:
        throw new Error(
          `HOST=${host} is no address of this machine (${code}). Try HOST=127.0.0.1 or HOST=0.0.0.0`,
        );
    }
  });
}

function bindPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const bound = server.address().port;
      server.close(() => resolve(bound));
    });
  });
}
