/** What can stand in the way of a person who comes from a sign-in provider. The sign-in page has words for each. */
export const SIGN_ON_PROBLEMS = [
  /** The provider refused, or the person did. */
  "denied",
  /** Too late, begun in another browser, or not begun here. */
  "expired",
  "unreachable",
  "misconfigured",
  "clock",
  /** The answer is not what the provider would have said to us. */
  "untrusted",
  "noEmail",
  "emailUnverified",
  /** Nobody has invited them. */
  "stranger",
  "disabled",
  /** The provider gives them no role here. */
  "noRole",
  /** Their address belongs to another account of the same provider. */
  "otherIdentity",
  "noPublicUrl",
  /** So many requests came from their network that nothing was asked of the provider. */
  "tooMany",
  "other",
] as const;
export type SignOnProblem = (typeof SIGN_ON_PROBLEMS)[number];

/** A problem by its name in an address; null for anything else. */
export function signOnProblem(name: unknown): SignOnProblem | null {
  return SIGN_ON_PROBLEMS.find((problem) => problem === name) ?? null;
}
