/** The REST calls to read and to try in a browser: Swagger UI from its own package, fed by /api/openapi.json. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { actorOf } from "./auth";
import { problem, problemOf } from "./problem";

const PACKAGE = path.join(process.cwd(), "node_modules", "swagger-ui-dist");

/** What the page may do: nothing from elsewhere, no script but its files. The library sets styles of its own on elements. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · HubQueue</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/reference/swagger-ui.css">
<link rel="stylesheet" href="/reference/page.css">
<script defer src="/reference/swagger-ui-bundle.js"></script>
<script defer src="/reference/page.js"></script>
</head>
<body>
<nav><a href="/settings">← HubQueue</a></nav>
<main id="reference"></main>
</body>
</html>
`;

/** The look that the person chose for the product; sent with the session, as the product's own pages send theirs. */
const SCRIPT = `const chosen = localStorage.getItem("theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.documentElement.classList.toggle(
  "dark-mode", chosen === "dark" || (chosen !== "light" && system.matches));
dress();
system.addEventListener("change", dress);

// What the library leaves out: a way to scroll examples by keys, and names of choices.
const complete = () => {
  for (const example of document.querySelectorAll(".microlight:not([tabindex])")) example.tabIndex = 0;
  for (const choice of document.querySelectorAll(":is(#servers, [data-param-name] select):not([aria-label])"))
    choice.setAttribute("aria-label", choice.closest("[data-param-name]")?.dataset.paramName ?? "Server");
};
new MutationObserver(complete).observe(document.getElementById("reference"), { childList: true, subtree: true });
// The library puts a link into each button that opens a call. The button keeps the address current as well.
const withoutLinks = ({ React }) => ({
  components: { DeepLink: ({ text }) => React.createElement("span", null, text) },
});
SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  plugins: [withoutLinks],
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

const STYLE = `body { margin: 0; }
html.dark-mode body { background: #1c2022; }
nav { padding: 12px 20px; font: 500 14px system-ui, sans-serif; }
nav a { color: #1f5fbf; }
html.dark-mode nav a { color: #8ab8ff; }

/* Colours of the library that are too pale to be read. */
.swagger-ui .opblock .opblock-summary-method { color: #080a0b; text-shadow: none; }
.swagger-ui .microlight span[style*="rgb(211, 99, 99)"] { color: #ff9b9b !important; }
html:not(.dark-mode) .swagger-ui :is(.info, .markdown, .renderedMarkdown) a { color: #1f5fbf; }
html:not(.dark-mode) .swagger-ui .info .title small { background: #5c6370; }
html:not(.dark-mode) .swagger-ui .info .title small.version-stamp { background: #4a6b00; }
html:not(.dark-mode) .swagger-ui .download-contents { background: #5c6370; }
html:not(.dark-mode) .swagger-ui .btn.authorize { color: #1a7a4c; }
html:not(.dark-mode) .swagger-ui .btn.cancel { color: #b3261e; }
html:not(.dark-mode) .swagger-ui .btn.execute { background: #1f5fbf; border-color: #1f5fbf; color: #fff; }
html:not(.dark-mode) .swagger-ui :is(.parameter__in, .prop-format) { color: #5c5c5c; }
`;

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};
const OWN: Readonly<Record<string, string>> = { "page.js": SCRIPT, "page.css": STYLE };
const FROM_PACKAGE = ["swagger-ui.css", "swagger-ui-bundle.js"];

/** For people who are signed in; strangers are sent to the form. */
export async function serveReference(request: Request): Promise<Response> {
  try {
    if (!(await actorOf(request.headers)))
      return new Response(null, { status: 303, headers: { location: "/sign-in?from=/reference" } });
  } catch (error) {
    return problemOf(error);
  }
  return new Response(PAGE, {
    headers: { ...guarded("text/html; charset=utf-8"), "cache-control": "no-store" },
  });
}

/** The files of the page; there is nothing secret in them. */
export async function serveReferenceFile(name: string): Promise<Response> {
  const type = TYPES[path.extname(name)];
  const own = OWN[name];
  if (type === undefined || (own === undefined && !FROM_PACKAGE.includes(name)))
    return problem(new AppError("NOT_FOUND", "There is no such file"));
  const content = own ?? (await readFile(path.join(PACKAGE, name)));
  return new Response(content, { headers: { ...guarded(type), "cache-control": "private, max-age=3600" } });
}

function guarded(type: string): Record<string, string> {
  return { "content-type": type, "content-security-policy": POLICY, "x-content-type-options": "nosniff" };
}
