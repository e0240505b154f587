import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ERROR_CODES, ERRORS } from "../../lib/errors";
import { TASK_REASONS } from "../../lib/task-reason";
import { actionsFor, startLabel, TASK_STATUSES } from "../../lib/task-status";
import { AWAITS, FAULTS, titleOf } from "../../server/testing/faults/row";
import { FAULT_TABLE, PROOFS } from "../../server/testing/faults/table";
import { operations } from "../../server/transport/operations/all";
import { appRouter } from "../../server/transport/router";
import { renderFaultTable } from "./fault-table";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");
const markdownBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

const READMES = ["README.md", "README.zh.md"];
const DOCUMENTS = [...READMES, "CONTRIBUTING.md", "CHANGELOG.md", ...markdownBelow("docs")];

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
const prose = (text) => text.replace(FENCE, "");
const headings = (text) => [...prose(text).matchAll(/^(#+) (.+)$/gm)];
/** Rows of every table, as cells without their padding. */
const tableRows = (text) =>
  [...prose(text).matchAll(/^\| (.+) \|$/gm)].map(([, row]) =>
    row.split(/(?<!\\)\|/).map((cell) => cell.trim()),
  );
const inTicks = (cell) => [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, code]) => code);

describe.each(DOCUMENTS)("%s", (document) => {
  const text = read(document);

  it("names only files that exist", () => {
    expect(inTicks(prose(text)).filter(isPath).filter(isMissing)).toEqual([]);
  });

  it("links only to files and headings that exist", () => {
    const targets = [...prose(text).matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);
    const dead = targets
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => isDead(document, target));
    expect(dead).toEqual([]);
  });

  it("has a head over the rows of every table", () => {
    const tables = [...prose(text).matchAll(/(?:^\|.*\n?)+/gm)].map(([rows]) => rows.split("\n"));
    const headless = tables.filter(([, rule]) => !/^\|( :?-+:? \|)+$/.test(rule));
    expect(headless.map(([first]) => first)).toEqual([]);
  });
});

/** A word with a slash that begins at the root of the checkout, or with the ending of a source file. */
function isPath(word) {
  if (!/^[\w.@()[\]-]+(\/[\w.@()[\]-]+)*\/?$/.test(word)) return false;
  const room = /^(app|components|docs|e2e|lib|prisma|scripts|server)\//.test(word);
  return room || /\.(ts|tsx|mjs|md|json|prisma|sql|css)$/.test(word);
}

const isMissing = (path) => !existsSync(join(root, path));

function isDead(document, target) {
  const [path, anchor] = target.split("#");
  const file = path === "" ? document : join(dirname(document), path);
  if (isMissing(file)) return true;
  const slug = (title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-");
  return anchor !== undefined && !headings(read(file)).some(([, , title]) => slug(title) === anchor);
}

describe("configuration", () => {
  const declared = [...read("server/config.ts").matchAll(/^ {4}([A-Z][A-Z0-9_]+): (.+),$/gm)].map(
    ([, name, schema]) => [name, /\.default\("?([^")]*)"?\)/.exec(schema)?.[1]],
  );
  // Set by `npm start` for the app, not by people.
  const settings = Object.fromEntries(declared.filter(([name]) => name !== "HUBQUEUE_SIMULATOR"));

  it.each(READMES)("%s tells every variable with its default, and no other", (readme) => {
    const told = tableRows(read(readme))
      .filter(([name]) => /^`[A-Z][A-Z0-9_]+`$/.test(name))
      .map(([name, value]) => [inTicks(name)[0], inTicks(value)[0]]);
    expect(Object.fromEntries(told)).toEqual(settings);
  });

  it(".env.example shows every variable, with the default where there is one", () => {
    const shown = [...read(".env.example").matchAll(/^#([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [
      name,
      settings[name] === undefined ? undefined : value,
    ]);
    expect(Object.fromEntries(shown)).toEqual(settings);
  });
});

describe("the two READMEs", () => {
  const [english, chinese] = READMES.map(read);

  it("have the same sections", () => {
    const levels = (text) => headings(text).map(([, level]) => level);
    expect(levels(chinese)).toEqual(levels(english));
  });

  it("show the same code, comments aside", () => {
    const code = (text) =>
      [...text.matchAll(FENCE)].map(([, language, body]) => [
        language,
        body.replace(/(^|\s+)(#|\/\/) .*$/gm, ""),
      ]);
    expect(code(chinese)).toEqual(code(english));
    expect(code(english).length).toBeGreaterThan(3);
  });

  it("name the same commands and addresses outside of code", () => {
    const named = (text) => inTicks(prose(text)).sort();
    expect(named(chinese)).toEqual(named(english));
  });

  it("offer the buttons of the state machine", () => {
    const words = { start: "启动", restart: "重新启动", stop: "停止", delete: "删除" };
    const buttons = TASK_STATUSES.map((status) =>
      actionsFor(status).map((action) => (action === "start" ? startLabel(status) : action)),
    );
    const told = (text) =>
      TASK_STATUSES.map((status) => tableRows(text).find(([cell]) => cell === status)?.[2]);
    expect(told(english)).toEqual(buttons.map((row) => row.join(", ")));
    expect(told(chinese)).toEqual(buttons.map((row) => row.map((name) => words[name]).join("、")));
  });
});

describe("docs/api.md", () => {
  const text = read("docs/api.md");
  const named = new Set(inTicks(prose(text)));

  it("lists every REST call, and no other", () => {
    const told = [...named].filter((code) => /^(GET|POST|PUT|PATCH|DELETE) \/api\//.test(code));
    expect(told.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it("lists every procedure, and no other", () => {
    const rooms = Object.keys(appRouter._def.record).join("|");
    const told = [...named].filter((code) => new RegExp(`^(${rooms})\\.\\w+$`).test(code));
    expect(told.sort()).toEqual(Object.keys(appRouter._def.procedures).sort());
  });

  it("lists every error code with its HTTP status, and every reason", () => {
    const told = tableRows(text).filter(([code, status]) => /^`[A-Z_]+`$/.test(code) && /^\d+$/.test(status));
    expect(told.map(([code, status]) => [inTicks(code)[0], Number(status)])).toEqual(
      ERROR_CODES.map((code) => [code, ERRORS[code].status]),
    );
    expect(TASK_REASONS.filter((reason) => !named.has(reason))).toEqual([]);
  });
});

describe("docs/faults.md", () => {
  const text = read("docs/faults.md");

  it("is what the fault table says", () => {
    expect(text).toBe(renderFaultTable());
  });

  it("has a row for every fault at every await", () => {
    const plain = FAULT_TABLE.filter(({ when }) => when === null);
    const all = AWAITS.flatMap((where) => FAULTS.map((fault) => `${where} × ${fault}`));
    expect(plain.map(titleOf).sort()).toEqual(all.sort());
    expect(new Set(FAULT_TABLE.map(titleOf)).size).toBe(FAULT_TABLE.length);
  });

  it("names for each row a test that is there", () => {
    const told = tableRows(text).map((cells) => cells.at(-1));
    for (const row of FAULT_TABLE) {
      const file = PROOFS[row.ground];
      expect(told).toContain(`${file.split("/").at(-1)} › ${titleOf(row)}`);
      expect(read(file)).toContain(`for (const row of rowsOn("${row.ground}")) test(titleOf(row), `);
    }
  });

  it("never has more than one run paid for one start", () => {
    expect(FAULT_TABLE.filter(({ runs }) => runs > 1)).toEqual([]);
  });
});

describe("docs/retention.md", () => {
  it("says of every table what removes its rows", () => {
    const tables = [...read("prisma/schema.prisma").matchAll(/@@map\("(\w+)"\)/g)].map(([, name]) => name);
    const told = tableRows(read("docs/retention.md")).flatMap(([first]) => inTicks(first));
    expect(told.sort()).toEqual(tables.sort());
  });
});

describe("docs/threat-model.md", () => {
  const rows = tableRows(read("docs/threat-model.md")).filter(([, , proof]) => proof?.includes(" › "));

  it("names for each threat a test that is there", () => {
    expect(rows.length).toBeGreaterThan(20);
    const missing = rows.filter(([, , proof]) => {
      const [file, name] = proof.split(" › ");
      return !read(inTicks(file)[0]).includes(`"${name}"`);
    });
    expect(missing.map(([threat]) => threat)).toEqual([]);
  });
});
