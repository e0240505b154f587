// The directions of architecture.md, checked by a machine: conventions alone decay.

/** A room and what it must never reach. `type` = even types; otherwise types may cross, since they vanish. */
const SEPARATIONS = [
  {
    name: "lib-is-pure",
    comment: "lib runs in the browser, the server and tests; it knows no other room and no I/O",
    from: "^lib/",
    fromNot: "\\.test\\.ts$|^lib/i18n/",
    to: "^(server|app|components|e2e|scripts|prisma)/|^node:|^(next|react)$",
  },
  {
    name: "services-know-no-framework",
    comment: "services are handed what they need: no Next, React, Prisma, network or environment",
    from: "^server/services/",
    fromNot: "\\.test\\.ts$",
    to: "^server/(transport|auth|boot|container|config|persistence/generated)|node_modules/(next|react|@prisma|undici|pg)/",
    types: true,
  },
  {
    name: "services-reach-persistence-by-port",
    comment:
      "a service names a repository's type; the container hands it the instance (errors of the lease excepted)",
    from: "^server/services/",
    fromNot: "\\.test\\.ts$",
    to: "^server/persistence/(?!lease-fence)",
  },
  {
    name: "persistence-knows-no-business",
    comment: "storage is below the services",
    from: "^server/(persistence|storage)/",
    fromNot: "\\.test\\.ts$",
    to: "^server/(services|transport|scheduler|realtime|runninghub|boot|container)|^(app|components)/",
    types: true,
  },
  {
    name: "product-never-imports-the-simulator",
    comment: "the real client talks to it over HTTP; only tests and its own folder import it",
    from: "^(app|components|lib|server|instrumentation)",
    fromNot: "\\.test\\.ts$|^server/runninghub/simulator/|^server/testing/",
    to: "^server/runninghub/simulator/",
    types: true,
  },
  {
    name: "testing-is-for-tests",
    comment: "nothing that ships stands on test support",
    from: "^(app|components|lib|server|instrumentation)",
    fromNot: "\\.test\\.tsx?$|^server/testing/|/harness\\.ts$",
    to: "^server/testing/",
    types: true,
  },
  {
    name: "components-see-no-server",
    comment: "components get props, the router's type and server actions",
    from: "^components/",
    fromNot: "\\.test\\.tsx?$",
    to: "^server/",
  },
  {
    name: "toasts-come-later",
    comment: "no first screen has a toast: components/toast/toast tells one, and fetches the toaster for it",
    from: "^(app|components)/",
    fromNot: "^components/ui/sonner\\.tsx$",
    to: "node_modules/sonner/",
  },
  {
    name: "app-enters-by-the-doors",
    comment: "pages and routes decide nothing: they call transport",
    from: "^app/",
    to: "^server/(?!transport/|auth/)",
    types: true,
  },
  {
    name: "client-stands-alone",
    comment: "the packed client knows the server by client/contract alone",
    from: "^client/",
    fromNot: "^client/(contract\\.ts$|testing/)|\\.test\\.ts$",
    to: "^(app|components|e2e|lib|prisma|scripts|server)/",
    types: true,
  },
  {
    name: "contract-is-types",
    comment: "what the client takes from the server is gone once it is compiled",
    from: "^client/contract\\.ts$",
    to: "^(lib|server)/",
  },
  {
    name: "only-the-container-makes-things",
    comment: "the only `new` of services and repositories",
    from: "^server/(transport|services|realtime|scheduler|runninghub)/",
    fromNot: "\\.test\\.ts$|^server/transport/services\\.ts$",
    to: "^server/container",
  },
];

/** Where nobody asks for traces, nothing of it may be loaded. */
const TELEMETRY = {
  name: "telemetry-only-when-asked",
  comment:
    "what collects traces costs nothing where it is off: boot imports it dynamically, and nothing else does",
  severity: "error",
  from: { path: "^(app|components|lib|server|instrumentation)", pathNot: "^server/telemetry/|\\.test\\.ts$" },
  to: { path: "^server/telemetry/|node_modules/@opentelemetry/", dynamic: false },
};

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^server-only$" },
    },
    TELEMETRY,
    ...SEPARATIONS.map(({ name, comment, from, fromNot, to, types }) => ({
      name,
      comment,
      severity: "error",
      from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
      to: { path: to, ...(types ? {} : { dependencyTypesNot: ["type-only"] }) },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next/|server/persistence/generated/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
