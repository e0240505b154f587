import { describe, expect, it } from "vitest";
import { type AccountView, createAccountSchema, updateAccountSchema } from "@/lib/account-schemas";
import {
  type AccountFormValues,
  accountFormSchema,
  createInput,
  initialAccountValues,
  OTHER_SITE,
  updateInput,
} from "./account-form";

const ACCOUNT: AccountView = {
  id: "0199",
  name: "Studio",
  site: "www.runninghub.cn",
  baseUrl: "https://www.runninghub.cn",
  keyHint: "abcd",
  fromEnvironment: false,
  slotLimit: 3,
  paused: null,
  busy: null,
  heldSlots: 0,
  waitingTasks: 0,
  keyType: null,
  remoteLimit: null,
  remoteRunning: null,
  elsewhere: 0,
  coins: null,
  money: null,
  currency: null,
  minimumBalance: 12.5,
  health: { state: "unchecked", message: null, checkedAt: null },
};
const KEY = "k".repeat(32);

function problems(isNew: boolean, values: Partial<AccountFormValues>): string[] {
  const result = accountFormSchema(isNew, (key) => key).safeParse({
    ...initialAccountValues(null),
    name: "Studio",
    apiKey: KEY,
    ...values,
  });
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("the form of an account", () => {
  it("makes calls that the server's own schemas accept", () => {
    const values = { ...initialAccountValues(null), name: " Studio ", apiKey: ` ${KEY} ` };
    expect(problems(true, values)).toEqual([]);
    expect(createAccountSchema.parse(createInput(values))).toMatchObject({
      name: "Studio",
      apiKey: KEY,
      baseUrl: "https://www.runninghub.cn",
      slotLimit: 1,
      minimumBalance: null,
    });
    const edited = { ...initialAccountValues(ACCOUNT), slotLimit: "2", minimumBalance: "" };
    const input = updateInput(ACCOUNT, edited);
    expect(updateAccountSchema.safeParse(input).success).toBe(true);
    expect(input).toEqual({ id: "0199", name: "Studio", slotLimit: 2, minimumBalance: null });
  });

  it("names what is missing or out of bounds, field by field", () => {
    expect(problems(true, { name: " ", apiKey: "", slotLimit: "1.5", minimumBalance: "-1" })).toEqual([
      "name: required",
      "apiKey: key",
      "slotLimit: limit",
      "minimumBalance: minimum",
    ]);
    expect(problems(true, { site: OTHER_SITE, address: "ftp://x" })).toEqual(["address: address"]);
    expect(problems(true, { site: OTHER_SITE, address: "http://10.0.0.7:3900" })).toEqual([]);
  });

  it("keeps the stored key when none is typed, and asks for it only anew", () => {
    expect(problems(false, { apiKey: "" })).toEqual([]);
    const typed = { ...initialAccountValues(ACCOUNT), apiKey: KEY };
    expect(updateInput(ACCOUNT, typed)).toMatchObject({ apiKey: KEY });
  });

  it("sends of an account of the environment only what may be changed here", () => {
    const account = { ...ACCOUNT, fromEnvironment: true };
    expect(updateInput(account, initialAccountValues(account))).toEqual({ id: "0199", minimumBalance: 12.5 });
  });
});
