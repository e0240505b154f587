/** 1000 → "1k", 1_000_000 → "1M". */
export function count(value: number): string {
  if (value >= 1e6 && value % 1e5 === 0) return `${value / 1e6}M`;
  return value >= 1000 ? `${value / 1000}k` : String(value);
}
