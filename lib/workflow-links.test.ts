import { expect, it } from "vitest";
import { readWorkflowLink } from "./workflow-links";
import { importWorkflowSchema } from "./workflow-schemas";

const ID = "1904136902449209346";

it("reads the addresses of workflow pages and app pages, of both sites", () => {
  for (const link of [
    `https://www.runninghub.cn/workflow/${ID}`,
    `https://www.runninghub.cn/post/${ID}?inviteCode=x`,
  ]) {
    expect(readWorkflowLink(link)).toEqual({ from: "id", remoteId: ID, site: "cn" });
  }
  for (const page of ["ai-detail", "webapp", "call-api/api-detail"]) {
    expect(readWorkflowLink(`https://www.runninghub.ai/${page}/${ID}`)).toEqual({
      from: "app",
      remoteId: ID,
      site: "ai",
    });
  }
  expect(readWorkflowLink(`http://127.0.0.1:8123/workflow/${ID}#top`)).toMatchObject({
    remoteId: ID,
    site: null,
  });
  expect(readWorkflowLink(`https://www.runninghub.cn/x?webappId=${ID}`)).toMatchObject({ from: "app" });
});

it("finds the address in a shared message", () => {
  expect(readWorkflowLink(`看看这个 https://www.runninghub.cn/ai-detail/${ID} 很好用`)).toMatchObject({
    remoteId: ID,
  });
});

it("finds nothing in an id or in other addresses", () => {
  for (const text of [ID, "", "https://www.runninghub.cn/", "https://example.com/page/12"]) {
    expect(readWorkflowLink(text)).toBe(null);
  }
});

it("lets every door take an address for an id, of the right kind", () => {
  const link = `https://www.runninghub.cn/workflow/${ID}`;
  expect(importWorkflowSchema.parse({ from: "id", remoteId: link })).toEqual({ from: "id", remoteId: ID });
  expect(importWorkflowSchema.parse({ from: "id", remoteId: ` ${ID} ` })).toEqual({
    from: "id",
    remoteId: ID,
  });
  expect(importWorkflowSchema.safeParse({ from: "app", remoteId: link }).error?.issues[0]).toMatchObject({
    path: ["remoteId"],
    message: "is the address of a workflow, not of an AI app",
  });
  expect(importWorkflowSchema.safeParse({ from: "id", remoteId: "https://example.com/x" }).success).toBe(
    false,
  );
  expect(importWorkflowSchema.safeParse({ from: "id", remoteId: Number(ID) }).success).toBe(false);
});
