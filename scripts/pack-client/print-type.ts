/** Types as plain TypeScript text, with nothing left to look up: what zod and the services made of them is written out. */
import ts from "typescript";

export class TypePrinter {
  private readonly open: ts.Type[] = [];

  /** @param names what is declared by itself, and so is only named where it occurs */
  constructor(
    private readonly program: ts.Program,
    private readonly checker: ts.TypeChecker,
    private readonly names: ReadonlyMap<ts.Type, string>,
  ) {}

  /** A declaration of the type under a name. */
  declare(name: string, type: ts.Type): string {
    const known = this.names.get(type);
    const text = known !== undefined && known !== name ? known : this.written(type);
    return `export type ${name} = ${text};`;
  }

  /** @throws Error for what cannot travel: functions, classes, a type without a name that contains itself */
  print(type: ts.Type): string {
    return this.names.get(type) ?? this.written(type);
  }

  private written(type: ts.Type): string {
    if (type.isUnion()) return this.union(type);
    if (this.checker.isTupleType(type) || this.checker.isArrayType(type)) return this.list(type);
    const isObject = (type.flags & ts.TypeFlags.Object) !== 0;
    const isMerged = type.isIntersection() && type.types.every((part) => part.flags & ts.TypeFlags.Object);
    if (!isObject && !isMerged)
      return this.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    return this.ofTheLanguage(type) ?? this.object(type);
  }

  private union(type: ts.UnionType): string {
    const parts = new Set(type.types.map((part) => this.print(part)));
    if (parts.has("true") && parts.delete("false")) {
      parts.delete("true");
      parts.add("boolean");
    }
    return [...parts].join(" | ");
  }

  private list(type: ts.Type): string {
    const parts = this.checker.getTypeArguments(type as ts.TypeReference); // arrays and tuples are references
    if (this.checker.isTupleType(type)) return `[${parts.map((part) => this.print(part)).join(", ")}]`;
    const readonly = type.symbol.name === "ReadonlyArray" ? "readonly " : "";
    const [element] = parts;
    if (element === undefined) throw new Error(`An array of nothing: ${this.checker.typeToString(type)}`);
    const text = this.print(element);
    return `${readonly}${text.includes(" | ") ? `(${text})` : text}[]`;
  }

  /** Date, AsyncIterable and the like, which every program has; null for anything of ours. */
  private ofTheLanguage(type: ts.Type): string | null {
    const { symbol } = type;
    const isNamed = symbol && symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class);
    const file = symbol?.declarations?.[0]?.getSourceFile();
    if (!isNamed || !file || !this.program.isSourceFileDefaultLibrary(file)) return null;
    const parts = this.checker.getTypeArguments(type as ts.TypeReference); // an interface that is no reference has none
    return parts.length === 0
      ? symbol.name
      : `${symbol.name}<${parts.map((part) => this.print(part)).join(", ")}>`;
  }

  private object(type: ts.Type): string {
    const shown = this.checker.typeToString(type);
    if (type.getCallSignatures().length > 0) throw new Error(`A function cannot travel: ${shown}`);
    if (this.open.includes(type))
      throw new Error(`${shown} contains itself: export it from client/contract.ts`);
    this.open.push(type);
    const members = [
      ...this.checker
        .getIndexInfosOfType(type)
        .map(({ keyType, type: value }) => `[key: ${this.print(keyType)}]: ${this.print(value)};`),
      ...this.checker.getPropertiesOfType(type).map((property) => this.property(property)),
    ];
    this.open.pop();
    return members.length === 0 ? "{}" : `{\n${members.join("\n")}\n}`;
  }

  private property(property: ts.Symbol): string {
    const words = ts.displayPartsToString(property.getDocumentationComment(this.checker));
    const name = /^[A-Za-z_$][\w$]*$/.test(property.name) ? property.name : JSON.stringify(property.name);
    const mark = property.flags & ts.SymbolFlags.Optional ? "?" : "";
    const line = `${name}${mark}: ${this.print(this.checker.getTypeOfSymbol(property))};`;
    return words === "" ? line : `/** ${words.replaceAll("\n", " ")} */\n${line}`;
  }
}
