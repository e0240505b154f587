import { expect, test } from "vitest";
import { ForbiddenAddress, lookupFor } from "./guarded-connect";

test.each([
  ["one's own host", "runninghub.lan", "runninghub.lan"],
  ["one's own host by its address", "192.168.1.9", "192.168.1.9"],
  ["this machine under another of its names", "localhost", "127.0.0.1"],
  ["this machine under its address of the sixth version", "[::1]", "localhost"],
])("%s may be looked up in any way", (_what, hostname, ownHost) => {
  expect(lookupFor(hostname, ownHost)).toBeUndefined();
});

test.each([
  ["this machine", "127.0.0.1", "www.runninghub.cn"],
  ["this machine, beside a host of the network", "127.0.0.1", "192.168.1.9"],
  ["another host of the network", "192.168.1.10", "192.168.1.9"],
  ["the network, beside this machine", "192.168.1.9", "127.0.0.1"],
  ["the services of a cloud, for nobody's sake", "169.254.169.254", null],
])("%s is refused by its address", (_what, hostname, ownHost) => {
  expect(() => lookupFor(hostname, ownHost)).toThrow(ForbiddenAddress);
});

test("names of others are looked up under guard", () => {
  expect(lookupFor("localhost", "www.runninghub.cn")).toBeTypeOf("function");
  expect(lookupFor("cdn.example.com", "127.0.0.1")).toBeTypeOf("function");
});
