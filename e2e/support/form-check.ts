import { parse, stringify } from "lossless-json";
import type { FormField, WorkflowDetail } from "@/lib/workflow-schemas";
import { expect } from "../fixtures";

interface Literal {
  readonly place: string;
  readonly fieldName: string;
  readonly classType: string;
  readonly text: string;
}

/** Every value in the graph that is a value of its own and not a link to another node. */
export function literalsOf(content: string): Literal[] {
  // The files are exports: nodes with a class and inputs.
  const graph = parse(content) as Record<string, { class_type: string; inputs: Record<string, unknown> }>;
  return Object.entries(graph).flatMap(([nodeId, { class_type: classType, inputs }]) =>
    Object.entries(inputs)
      .filter(([, value]) => !Array.isArray(value))
      .map(([fieldName, value]) => ({
        place: `${nodeId}.${fieldName}`,
        fieldName,
        classType,
        text: typeof value === "string" ? value : (stringify(value) ?? ""),
      })),
  );
}

const placeOf = ({ nodeId, fieldName }: FormField) => `${nodeId}.${fieldName}`;

/** Every field is a value of the graph, once and with a label; prompts, pictures and seeds are what they should be. */
export function expectSensibleForm(
  { fields, outputNodes }: WorkflowDetail,
  literals: readonly Literal[],
): void {
  const places = fields.map(placeOf);
  expect(new Set(places).size, "no field twice").toBe(places.length);
  expect(places.filter((place) => !literals.some((literal) => literal.place === place))).toEqual([]);
  expect(fields.filter(({ label }) => label.trim() === "")).toEqual([]);
  expect(outputNodes.length).toBeGreaterThan(0);
  for (const literal of literals) {
    const field = fields.find((one) => placeOf(one) === literal.place);
    if (literal.classType === "CLIPTextEncode" && literal.fieldName === "text")
      expect(field, literal.place).toMatchObject({ group: "prompts", hidden: false, value: literal.text });
    if (literal.classType === "LoadImage" && literal.fieldName === "image")
      expect(field, literal.place).toMatchObject({ type: "image", group: "files", hidden: false });
    if (/^(noise_)?seed$/.test(literal.fieldName)) {
      expect(field?.type, literal.place).toBe("seed");
      expect(String(field?.value), "every digit of the seed").toBe(literal.text);
    }
  }
}
