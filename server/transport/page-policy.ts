/** What a page of ours may load and run. Whatever gets into one as text can run nothing, load nothing and send nothing elsewhere. */

/** By which the layout learns the nonce, for scripts that are not Next's. */
export const NONCE_HEADER = "x-nonce";

/** Styles may stand inline: libraries set positions and animations so, and a style reads nothing. */
const RULES = {
  "default-src": ["'self'"],
  "style-src": ["'self'", "'unsafe-inline'"],
  // Pictures that were just chosen, before they are uploaded.
  "img-src": ["'self'", "blob:", "data:"],
  "media-src": ["'self'", "blob:"],
  // A blob is of this page itself: reading one, as tools of the browser do, sends nothing anywhere.
  "connect-src": ["'self'", "blob:"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
} as const;

/**
 * The Content-Security-Policy of one answer.
 * @param nonce of this answer alone. Next reads it from here and puts it on every script of the page; those may load others.
 * @param isDevelopment React evaluates texts then, to tell where an error comes from
 */
export function pagePolicy(nonce: string, isDevelopment: boolean): string {
  const scripts = [
    "'self'",
    `'nonce-${nonce}'`,
    "'strict-dynamic'",
    ...(isDevelopment ? ["'unsafe-eval'"] : []),
  ];
  const rules = { ...RULES, "script-src": scripts };
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
