/** The parameters of several results side by side. Pure. */
import type { NodeInputView } from "./task-schemas";

/** Results that fit beside one another. */
export const MAX_COMPARED = 4;

export interface ParameterRow {
  readonly key: string;
  readonly nodeId: string;
  readonly fieldName: string;
  /** One per result; null where it was not set. */
  readonly inputs: readonly (NodeInputView | null)[];
}

export const parameterKey = ({ nodeId, fieldName }: { nodeId: string; fieldName: string }) =>
  `${nodeId}\n${fieldName}`;

/** Those that are not the same in all of them come first; each part is in the order of the inputs. */
export function compareParameters(all: readonly (readonly NodeInputView[])[]): {
  readonly different: readonly ParameterRow[];
  readonly same: readonly ParameterRow[];
} {
  const maps = all.map((inputs) => new Map(inputs.map((input) => [parameterKey(input), input])));
  const named = new Map(all.flat().map((input) => [parameterKey(input), input]));
  const rows = [...named].map(([key, { nodeId, fieldName }]) => ({
    key,
    nodeId,
    fieldName,
    inputs: maps.map((map) => map.get(key) ?? null),
  }));
  return {
    different: rows.filter((row) => !isSame(row)),
    same: rows.filter(isSame),
  };
}

function isSame({ inputs }: ParameterRow): boolean {
  return new Set(inputs.map((input) => input && contentOf(input))).size === 1;
}

function contentOf({ uploadId, fieldValue }: NodeInputView): string {
  return JSON.stringify([uploadId ?? null, fieldValue ?? null]);
}

/** For the clipboard: one parameter a line, or a heading over a value of several lines. */
export function parametersText(
  inputs: readonly NodeInputView[],
  nameOf: (input: NodeInputView) => string,
): string {
  return inputs
    .map((input) => {
      const value = input.uploadId === undefined ? String(input.fieldValue ?? "") : (input.fileName ?? "");
      return value.includes("\n") ? `${nameOf(input)}:\n${value}\n` : `${nameOf(input)}: ${value}`;
    })
    .join("\n");
}
