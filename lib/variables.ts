/** Variables in texts: `{index}`, `{date}`, `{file}`, or the name of any field. Pure; the caller brings the date. */

const VARIABLE = /\{\{|\}\}|\{([^{}\n]{1,100})\}/g;

export interface Variables {
  /** From 1. */
  readonly index: number;
  /** Today in the person's zone, as YYYY-MM-DD. */
  readonly date: string;
  /** Name of the first file given, without its ending; "" when there is none. */
  readonly file: string;
  /** By name as the person sees it; names are compared without regard to case and outer spaces. */
  readonly fields: ReadonlyMap<string, string>;
}

export const BUILT_IN_VARIABLES = ["index", "date", "file"] as const;
type BuiltIn = (typeof BUILT_IN_VARIABLES)[number];
const isBuiltIn = (name: string): name is BuiltIn => BUILT_IN_VARIABLES.some((known) => known === name);

export function variableName(name: string): string {
  return name.trim().toLowerCase();
}

/**
 * Replaces the variables of a text in one pass: what a variable brings in is not looked at again. Text in braces that
 * is no variable stays as it is, since prompts use braces too; doubled braces stand for single ones around a variable.
 */
export function fillVariables(text: string, variables: Variables): string {
  const fields = new Map([...variables.fields].map(([name, value]) => [variableName(name), value]));
  return text.replace(VARIABLE, (whole, name: string | undefined) => {
    if (name === undefined) return whole === "{{" ? "{" : "}";
    const key = variableName(name);
    if (isBuiltIn(key)) return String(variables[key]);
    return fields.get(key) ?? whole;
  });
}

/** The variables a text names that are known, as they were written. */
export function variablesIn(text: string, known: ReadonlySet<string>): string[] {
  return [...text.matchAll(VARIABLE)].flatMap(([, name]) =>
    name !== undefined && (isBuiltIn(variableName(name)) || known.has(variableName(name))) ? [name] : [],
  );
}
