import { z } from "zod";
import {
  type AccountView,
  type CreateAccount,
  RUNNINGHUB_SITES,
  type UpdateAccount,
} from "@/lib/account-schemas";

/** What the form holds: text while typing. */
export interface AccountFormValues {
  name: string;
  /** One of RunningHub's own sites, or "other". */
  site: string;
  /** For another site. */
  address: string;
  /** Empty while editing: the stored one stays. */
  apiKey: string;
  slotLimit: string;
  /** Empty: none. */
  minimumBalance: string;
}

export const OTHER_SITE = "other";
const SHORTEST_KEY = 8;
const MOST_SLOTS = 1_000;
const MOST_BALANCE = 1e9;
const LONGEST_NAME = 60;
const LONGEST_KEY = 200;

export type ProblemKey = "required" | "tooLong" | "address" | "key" | "limit" | "minimum";
export type Say = (key: ProblemKey, values?: { max: number }) => string;

/** @param account the one being edited; null for a new one */
export function initialAccountValues(account: AccountView | null): AccountFormValues {
  return {
    name: account?.name ?? "",
    site: RUNNINGHUB_SITES[0],
    address: "",
    apiKey: "",
    slotLimit: String(account?.slotLimit ?? 1),
    minimumBalance: account?.minimumBalance == null ? "" : String(account.minimumBalance),
  };
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isWithin(text: string, min: number, max: number): boolean {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) && value >= min && value <= max;
}

/** @param isNew a new account needs a key and an address; an edited one has both */
export function accountFormSchema(isNew: boolean, say: Say) {
  return z
    .object({
      name: z
        .string()
        .trim()
        .min(1, say("required"))
        .max(LONGEST_NAME, say("tooLong", { max: LONGEST_NAME })),
      site: z.string(),
      address: z.string().trim(),
      apiKey: z
        .string()
        .trim()
        .max(LONGEST_KEY, say("tooLong", { max: LONGEST_KEY }))
        .refine((key) => key.length >= SHORTEST_KEY || (key === "" && !isNew), say("key")),
      slotLimit: z
        .string()
        .refine((text) => isWithin(text, 1, MOST_SLOTS) && Number.isInteger(Number(text)), say("limit")),
      minimumBalance: z
        .string()
        .refine((text) => text.trim() === "" || isWithin(text, 0, MOST_BALANCE), say("minimum")),
    })
    .refine(({ site, address }) => !isNew || site !== OTHER_SITE || isAddress(address), {
      path: ["address"],
      message: say("address"),
    });
}

function balanceOf({ minimumBalance }: AccountFormValues): number | null {
  return minimumBalance.trim() === "" ? null : Number(minimumBalance);
}

/** The create call for checked values. */
export function createInput(values: AccountFormValues): CreateAccount {
  return {
    name: values.name.trim(),
    baseUrl: values.site === OTHER_SITE ? values.address.trim() : values.site,
    apiKey: values.apiKey.trim(),
    slotLimit: Number(values.slotLimit),
    minimumBalance: balanceOf(values),
  };
}

/** The update call: only what may be changed here, and the key only when a new one was typed. */
export function updateInput(account: AccountView, values: AccountFormValues): UpdateAccount {
  const minimumBalance = balanceOf(values);
  if (account.fromEnvironment) return { id: account.id, minimumBalance };
  const apiKey = values.apiKey.trim();
  return {
    id: account.id,
    name: values.name.trim(),
    slotLimit: Number(values.slotLimit),
    minimumBalance,
    ...(apiKey === "" ? {} : { apiKey }),
  };
}

const REFUSED_FIELDS = ["name", "apiKey", "slotLimit", "minimumBalance"] as const;

/** The field of the form that the server's refusal is about; null for none. An address is chosen by site. */
export function refusedField(field: string | undefined): "address" | (typeof REFUSED_FIELDS)[number] | null {
  return field === "baseUrl" ? "address" : (REFUSED_FIELDS.find((name) => name === field) ?? null);
}
