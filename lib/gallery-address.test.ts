import { expect, test } from "vitest";
import { archiveAddress, type GalleryAddress, galleryFilterOf, galleryWishesOf } from "./gallery-address";
import { archiveSchema } from "./gallery-schemas";

const NOTHING: GalleryAddress = {
  type: null,
  mark: null,
  tag: null,
  workflow: null,
  batch: null,
  account: null,
  from: null,
  to: null,
};

test("an address without wishes asks for everything", () => {
  expect(galleryFilterOf(NOTHING, "2026-11-26")).toEqual({});
  expect(galleryWishesOf(NOTHING)).toEqual([]);
});

test("wishes become the filter, days the moments they begin and end here", () => {
  const address = { ...NOTHING, type: "video", tag: "cover", workflow: "w1", from: "7d", to: null } as const;
  expect(galleryFilterOf(address, "2026-11-26")).toEqual({
    type: "video",
    tag: "cover",
    workflowId: "w1",
    createdAfter: new Date("2026-11-20T00:00:00.000").toISOString(),
  });
  expect(galleryWishesOf(address)).toEqual(["workflow", "tag", "made"]);
});

test("the address of an archive means the same to the server", () => {
  const wishOf = (address: string) =>
    archiveSchema.parse(Object.fromEntries(new URL(address, "http://hubqueue.example").searchParams));
  const ids = ["01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"];
  expect(wishOf(archiveAddress({ ids }))).toEqual({ ids });
  expect(wishOf(archiveAddress({ tag: "猫 & cat", mark: "kept" }))).toEqual({
    tag: "猫 & cat",
    mark: "kept",
  });
  expect(wishOf(archiveAddress({}))).toEqual({});
  expect(() => wishOf(archiveAddress({ ids, tag: "cover" }))).toThrow();
});
