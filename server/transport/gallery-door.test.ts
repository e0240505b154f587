/** The calls of the gallery: what they take, and who may change marks. */
import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { GalleryService } from "../services/gallery-service";
import { furnish, refuse } from "../testing/house";
import { call, json } from "../testing/routes";

const ID = "01890000-0000-7000-8000-000000000001";

test("a page is asked for by filter, limit and cursor, and tells only the way on", async () => {
  let asked: unknown;
  furnish({
    gallery: {
      page: async (input) => {
        asked = input;
        return { items: [], nextCursor: "next", previousCursor: "previous" };
      },
    },
  });
  const query =
    "?type=video&mark=kept&tag=%20cover%20&workflowId=w1&limit=5&createdAfter=2026-01-01T00:00:00%2B08:00";
  const answer = await call("GET /api/outputs", { query });
  expect(await answer.json()).toEqual({ items: [], nextCursor: "next" });
  expect(asked).toEqual({
    type: "video",
    mark: "kept",
    tag: "cover",
    workflowId: "w1",
    limit: 5,
    createdAfter: "2025-12-31T16:00:00.000Z",
  });
  for (const wrong of ["?type=films", "?mark=loved", "?limit=0", "?tag=", "?q=fox"])
    expect((await call("GET /api/outputs", { query: wrong })).status).toBe(400);
});

test("marks are changed by operators and administrators, not by viewers", async () => {
  const marks = {
    of: async () => [],
    change: async () => ({ before: [], after: [] }),
    restore: refuse("INTERNAL"),
    tags: async () => [],
  };
  const reader = { page: refuse("INTERNAL"), ofTask: refuse("INTERNAL"), count: refuse("INTERNAL") };
  const gallery = new GalleryService({ reader, marks });
  const viewer: Actor = { kind: "user", id: "v", name: "v@example.org", role: "viewer" };
  await expect(gallery.mark(viewer, { ids: [ID], favourite: true })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(gallery.restoreMarks(viewer, [])).rejects.toMatchObject({ code: "FORBIDDEN" });
  furnish({ gallery });
  const answer = await call("POST /api/outputs/marks", json({ ids: [ID], verdict: null, addTags: ["a  b"] }));
  expect(await answer.json()).toEqual({ before: [], after: [] });
  for (const wrong of [
    { ids: [] },
    { ids: ["x"] },
    { ids: [ID], verdict: "MAYBE" },
    { ids: [ID], addTags: [" "] },
  ])
    expect((await call("POST /api/outputs/marks", json(wrong))).status).toBe(400);
});

test("an archive of something that is not there is refused before anything is sent", async () => {
  furnish({ archive: { open: refuse("BATCH_NOT_FOUND") } });
  const answer = await call("GET /api/outputs/zip", { query: `?batchId=${ID}` });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: "BATCH_NOT_FOUND" });
  expect((await call("GET /api/outputs/zip", { query: `?ids=${ID}&taskId=${ID}` })).status).toBe(400);
});
