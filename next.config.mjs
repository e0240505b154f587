import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // The build parses the sentences, so that no browser loads a parser for them (docs/decisions/0015-first-load.md).
  experimental: { messages: { path: "./lib/messages", locales: "infer", format: "json", precompile: true } },
});

/** On every answer. What pages may run is in proxy.ts; what files may, in server/transport/file-response.ts. */
const SAFE_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
};

/** @type {import("next").NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  headers: async () => [
    { source: "/:path*", headers: Object.entries(SAFE_HEADERS).map(([key, value]) => ({ key, value })) },
  ],
  // These load files of their own at run time (wasm, native code), or change what others load: they stay outside the bundle.
  serverExternalPackages: [
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/instrumentation-pg",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
    "@prisma/schema-engine-wasm",
    "@prisma/adapter-pg",
    "pg",
    "pino",
    "sharp",
    "undici",
    "ws",
    "node-cron",
  ],
  // A form of long texts is more than the megabyte that actions take by themselves; proxy.ts lets as much through.
  experimental: { serverActions: { bodySizeLimit: "16mb" }, proxyClientMaxBodySize: "16mb" },
  // `npm test` runs the type check itself, once, over the whole tree.
  typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(nextConfig);
