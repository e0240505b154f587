import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clientAddressBy, tellAddress } from "./client-address.mjs";

let server;
let url;
let trusted;
beforeAll(async () => {
  server = createServer((request, response) => {
    tellAddress(request, clientAddressBy(trusted)(request));
    response.end(request.headers["x-forwarded-for"]);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function toldOf(forwardedFor, by) {
  trusted = by;
  const headers = forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor };
  return (await fetch(url, { headers })).text();
}

it("is that of the connection where nobody in between is trusted, whatever a request claims", async () => {
  expect(await toldOf("203.0.113.9", "none")).toBe("127.0.0.1");
  expect(await toldOf("203.0.113.9", "10.0.0.0/8")).toBe("127.0.0.1");
  expect(await toldOf(undefined, "none")).toBe("127.0.0.1");
});

it("is what a proxy on this machine or in its private network says", async () => {
  expect(await toldOf("203.0.113.9")).toBe("203.0.113.9");
  expect(await toldOf("203.0.113.9, 172.18.0.2")).toBe("203.0.113.9");
});

it("is never what the client has put before the words of the proxy", async () => {
  expect(await toldOf("198.51.100.1, 203.0.113.9")).toBe("203.0.113.9");
  expect(await toldOf("198.51.100.1, 203.0.113.9, 172.18.0.2")).toBe("203.0.113.9");
});
