const isWide = (character: string) => /[\u1100-\u11ff\u2e80-\uffef]|[\u{1f000}-\u{3ffff}]/u.test(character);

const widthOf = (text: string) =>
  [...text].reduce((sum, character) => sum + (isWide(character) ? 1 : 0.56), 0);

/** Breaks text into lines of at most `maxEms`: at spaces for Latin words, anywhere for Chinese. */
export function wrapText(text: string, maxEms: number, maxLines: number): string[] {
  const pieces = text.replace(/\s+/g, " ").match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s?|\s/gu) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && widthOf(line + piece.trimEnd()) > maxEms) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  if (line.trim() !== "") lines.push(line.trim());
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines - 1), `${lines[maxLines - 1] ?? ""}…`];
}

const XML: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
// Control characters are not allowed in XML at all, escaped or not.
const escapeXml = (text: string) =>
  text
    .replace(/[^\P{Cc}\t]|[\ud800-\udfff\ufffe\uffff]/gu, "")
    .replace(/[&<>"']/g, (character) => XML[character] ?? "");

/** An SVG of the picture's size with a dark band at the bottom that carries the prompt and a small second line. */
export function captionSvg(width: number, height: number, text: string, footnote: string): Buffer {
  const size = Math.max(10, Math.round(Math.min(width, height) / 24));
  const lines = wrapText(text, (width - 2 * size) / size, 3);
  const band = Math.min(height, Math.round((lines.length * 1.35 + 2.1) * size));
  const top = height - band;
  const family =
    "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, DejaVu Sans, Arial, sans-serif";
  const rows = lines.map(
    (line, index) =>
      `<text x="${size}" y="${top + size * (1.4 + index * 1.35)}" font-size="${size}" fill="#fff">${escapeXml(line)}</text>`,
  );
  const noteSize = Math.max(8, Math.round(size * 0.7));
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${family}">
      <rect x="0" y="${top}" width="${width}" height="${band}" fill="#101418" fill-opacity="0.78"/>
      ${rows.join("")}
      <text x="${size}" y="${height - size * 0.5}" font-size="${noteSize}" fill="#9fd3ff">${escapeXml(footnote)}</text>
    </svg>`,
  );
}
