import { expect, it } from "vitest";
import { toast, toastDesk } from "./toast";

it("asks for the toaster with the first toast, and tells it all of them in their order", async () => {
  const told: unknown[] = [];
  const note =
    (kind: string) =>
    (words: string, { id }: { id: unknown }) =>
      told.push([kind, words, id]);
  let asked = 0;
  toastDesk.subscribe(() => {
    asked += 1;
  });
  expect(toastDesk.isAsked()).toBe(false);

  const first = toast.success("Saved");
  const second = toast("Paused");
  const third = toast.error("Refused", { id: "one of its kind" });
  toast.dismiss(first);
  expect(toastDesk.isAsked()).toBe(true);
  expect(asked).toBeGreaterThan(0);
  expect(told).toEqual([]);

  const toaster = Object.assign(note("plain"), {
    message: note("message"),
    success: note("success"),
    error: note("error"),
    dismiss: (id: unknown) => told.push(["dismiss", id]),
  });
  toastDesk.open(toaster as unknown as Parameters<typeof toastDesk.open>[0]); // as much of it as is called here
  const fourth = toast.success("Done");
  await expect.poll(() => told).toHaveLength(5);
  expect(told).toEqual([
    ["success", "Saved", first],
    ["message", "Paused", second],
    ["error", "Refused", "one of its kind"],
    ["dismiss", first],
    ["success", "Done", fourth],
  ]);
  expect(third).toBe("one of its kind");
  expect(new Set([first, second, third, fourth]).size).toBe(4);
});
