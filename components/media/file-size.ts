const KIB = 1024;
const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** Bytes as people read them: 812 B, 4.2 MB. */
export function fileSizeText(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= KIB && unit < UNITS.length - 1) {
    amount /= KIB;
    unit += 1;
  }
  const digits = unit > 0 && amount < 10 && !Number.isInteger(amount) ? 1 : 0;
  return `${amount.toFixed(digits)} ${UNITS[unit]}`;
}
