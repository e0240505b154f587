import { describe, expect, it } from "vitest";
import { UploadFailure } from "@/components/new-task/send-upload";
import type { UploadView } from "@/lib/task-schemas";
import { FileShelf } from "./file-shelf";

const fileOf = (name: string, content = name, lastModified = 1) =>
  new File([content], name, { lastModified });

/** A server whose answers the test gives. */
function server() {
  const calls: { name: string; signal: AbortSignal; answer: (id: string) => void; fail: () => void }[] = [];
  const send = (file: File, { signal }: { signal: AbortSignal }) =>
    new Promise<UploadView>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
      calls.push({
        name: file.name,
        signal,
        answer: (id) => resolve({ id, fileName: file.name, size: file.size, mimeType: "", sha256: "" }),
        fail: () => reject(new UploadFailure("PAYLOAD_TOO_LARGE")),
      });
    });
  return { calls, send };
}

const phases = (shelf: FileShelf) => shelf.all().map(({ name, phase }) => `${name} ${phase.name}`);

describe("FileShelf", () => {
  it("sends three at a time and the next when one is done", async () => {
    const { calls, send } = server();
    const shelf = new FileShelf(send);
    shelf.take(["1", "2", "3", "4"].map((name) => fileOf(name)));
    await expect.poll(() => calls.length).toBe(3);
    expect(phases(shelf)).toEqual(["1 sending", "2 sending", "3 sending", "4 waiting"]);
    calls.find(({ name }) => name === "2")?.answer("u2");
    await expect.poll(() => phases(shelf)).toEqual(["1 sending", "2 done", "3 sending", "4 sending"]);
    await expect.poll(() => calls.length).toBe(4);
  });

  it("sends the same content once, whatever its names", async () => {
    const { calls, send } = server();
    const shelf = new FileShelf(send);
    shelf.take([fileOf("a.png", "same"), fileOf("b.png", "same"), fileOf("c.png", "other")]);
    await expect.poll(() => calls.length).toBe(2);
    for (const { name, answer } of calls) answer(`of ${name}`);
    await expect.poll(() => phases(shelf)).toEqual(["a.png done", "b.png done", "c.png done"]);
    expect(shelf.get("b.png")?.phase).toEqual(shelf.get("a.png")?.phase);
  });

  it("knows a file that is dropped again, and gives another one of its name a name of its own", () => {
    const shelf = new FileShelf(server().send);
    expect(shelf.take([fileOf("a.png")])).toEqual(["a.png"]);
    expect(shelf.take([fileOf("a.png"), fileOf("a.png", "larger content")])).toEqual(["a.png", "a (2).png"]);
    expect(shelf.take([fileOf("a.png", "larger content")])).toEqual(["a (2).png"]);
    expect(shelf.all()).toHaveLength(2);
  });

  it("keeps the reason of a failure, and sends again when asked", async () => {
    const { calls, send } = server();
    const shelf = new FileShelf(send);
    shelf.take([fileOf("a.png")]);
    await expect.poll(() => calls.length).toBe(1);
    calls[0]?.fail();
    await expect
      .poll(() => shelf.get("a.png")?.phase)
      .toMatchObject({ name: "failed", failure: { code: "PAYLOAD_TOO_LARGE" } });
    shelf.retry("a.png");
    await expect.poll(() => calls.length).toBe(2);
    calls[1]?.answer("u");
    await expect.poll(() => phases(shelf)).toEqual(["a.png done"]);
  });

  it("stops sending a removed file and goes on with the others", async () => {
    const { calls, send } = server();
    const shelf = new FileShelf(send);
    shelf.take(["1", "2", "3", "4"].map((name) => fileOf(name)));
    await expect.poll(() => calls.length).toBe(3);
    shelf.remove("2");
    expect(calls.find(({ name }) => name === "2")?.signal.aborted).toBe(true);
    await expect.poll(() => calls.map(({ name }) => name)).toContain("4");
    expect(phases(shelf)).toEqual(["1 sending", "3 sending", "4 sending"]);
  });

  it("does not stir those who wait for news with every byte", async () => {
    let progress: (sentBytes: number) => void = () => {};
    const shelf = new FileShelf((_, { onProgress }) => {
      progress = onProgress;
      return new Promise(() => {});
    });
    shelf.take([fileOf("a.png")]);
    await expect.poll(() => shelf.get("a.png")?.phase.name).toBe("sending");
    await expect.poll(() => progress.length).toBe(1);
    const before = shelf.version();
    progress(3);
    expect(shelf.get("a.png")?.phase).toEqual({ name: "sending", sentBytes: 3 });
    expect(shelf.version()).toBe(before);
  });
});
