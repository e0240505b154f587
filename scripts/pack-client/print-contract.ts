/** Writes the declaration of client/contract.ts that travels: no import of the server, of zod or of Prisma is left in it. */
import ts from "typescript";
import { TypePrinter } from "./print-type";

const ROUTER = "AppRouter";
const KINDS: Readonly<Record<string, string>> = {
  query: "TRPCQueryProcedure",
  mutation: "TRPCMutationProcedure",
  subscription: "TRPCSubscriptionProcedure",
};

/** @returns a declaration file */
export function printContract(program: ts.Program, contract: ts.SourceFile): string {
  const checker = program.getTypeChecker();
  const types = typesExportedBy(checker, contract);
  const router = types.get(ROUTER);
  if (router === undefined) throw new Error(`client/contract.ts exports no ${ROUTER}`);
  types.delete(ROUTER);
  // Of two names for one type the first counts.
  const names = new Map([...types].reverse().map(([name, type]): [ts.Type, string] => [type, name]));
  const printer = new TypePrinter(program, checker, names);
  const root = member(checker, router, "_def", "_config", "$types");
  const text = `/** Written by npm run pack:client from HubQueue's own types. */
import type { TRPCBuiltRouter, ${Object.values(KINDS).join(", ")} } from "@trpc/server";

${[...types].map(([name, type]) => printer.declare(name, type)).join("\n\n")}

export type ${ROUTER} = TRPCBuiltRouter<
{ ctx: object; meta: object; errorShape: ${printer.print(member(checker, root, "errorShape"))}; transformer: ${printer.print(member(checker, root, "transformer"))} },
${printRecord(checker, printer, member(checker, router, "_def", "record"))}
>;
`;
  // Printed anew by the compiler, for its indents.
  return ts.createPrinter().printFile(ts.createSourceFile("contract.d.ts", text, ts.ScriptTarget.ESNext));
}

function typesExportedBy(checker: ts.TypeChecker, file: ts.SourceFile): Map<string, ts.Type> {
  const module = checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${file.fileName} exports nothing`);
  return new Map(
    checker
      .getExportsOfModule(module)
      .map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(symbol))]),
  );
}

/** Routers and procedures, as deep as they go. */
function printRecord(checker: ts.TypeChecker, printer: TypePrinter, record: ts.Type): string {
  const lines = checker.getPropertiesOfType(record).map((property) => {
    const type = checker.getTypeOfSymbol(property);
    const isProcedure = checker.getPropertyOfType(type, "_def") !== undefined;
    const text = isProcedure ? printProcedure(checker, printer, type) : printRecord(checker, printer, type);
    return `${property.name}: ${text};`;
  });
  return `{\n${lines.join("\n")}\n}`;
}

function printProcedure(checker: ts.TypeChecker, printer: TypePrinter, procedure: ts.Type): string {
  const kind = member(checker, procedure, "_def", "type");
  const types = member(checker, procedure, "_def", "$types");
  const name = kind.isStringLiteral() ? KINDS[kind.value] : undefined;
  if (name === undefined) throw new Error(`Not a kind of procedure: ${checker.typeToString(kind)}`);
  const [input, output] = ["input", "output"].map((part) => printer.print(member(checker, types, part)));
  return `${name}<{ input: ${input}; output: ${output}; meta: object }>`;
}

/** The type at the end of a path of members. */
function member(checker: ts.TypeChecker, type: ts.Type, ...path: readonly string[]): ts.Type {
  return path.reduce((at, name) => {
    const property = checker.getPropertyOfType(at, name);
    if (property === undefined) throw new Error(`${checker.typeToString(at)} has no ${name}`);
    return checker.getTypeOfSymbol(property);
  }, type);
}
