import { expect, it } from "vitest";
import { DEFAULT_LAYOUT, layoutText, readLayout, TABLE_COLUMNS, toggleColumn } from "./table-layout";

it("is remembered as it was left", () => {
  const layout = toggleColumn(toggleColumn({ ...DEFAULT_LAYOUT, density: "compact" }, "cost"), "id");
  expect(layout.columns).toEqual(["nodes", "status", "created", "cost", "details"]);
  expect(readLayout(layoutText(layout))).toEqual(layout);
  const bare = { ...DEFAULT_LAYOUT, columns: [] };
  expect(readLayout(layoutText(bare))).toEqual(bare);
});

it("is the default for no cookie and for a damaged one", () => {
  for (const text of [undefined, "", "compact", "huge.id-status", "%7B%7D"])
    expect(readLayout(text)).toEqual(DEFAULT_LAYOUT);
});

it("leaves out columns that are not there, and keeps the order of the table", () => {
  expect(readLayout("compact.details-price-id").columns).toEqual(["id", "details"]);
  expect(TABLE_COLUMNS.reduce(toggleColumn, { ...DEFAULT_LAYOUT, columns: [] }).columns).toEqual(
    TABLE_COLUMNS,
  );
});

it("needs no encoding in a cookie", () => {
  const text = layoutText({ density: "comfortable", columns: TABLE_COLUMNS });
  expect(encodeURIComponent(text)).toBe(text);
});
