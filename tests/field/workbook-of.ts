// A workbook of sheets that are written as words, "a | b" in each line.
import { zipOf } from "../../src/field/ways/stored-zip.ts";
import { escapeXml } from "../../src/field/ways/xml-scan.ts";

const letters = (column: number): string => (column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26));
const NS = "http://schemas.openxmlformats.org";

export async function workbookOf(sheets: Readonly<Record<string, string>>): Promise<Buffer> {
  const names = Object.keys(sheets);
  const rows = (words: string) => words.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  return zipOf(Object.entries({
    "[Content_Types].xml": `<Types xmlns="${NS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="rId1" Type="${NS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${NS}/spreadsheetml/2006/main" xmlns:r="${NS}/officeDocument/2006/relationships"><sheets>${names.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${NS}/package/2006/relationships">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${NS}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
    ...Object.fromEntries(names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, `<worksheet xmlns="${NS}/spreadsheetml/2006/main"><sheetData>${rows(sheets[name]!).map((row, r) =>
      `<row r="${r + 1}">${row.map((cell, c) => (cell ? `<c r="${letters(c)}${r + 1}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>` : "")).join("")}</row>`).join("")}</sheetData></worksheet>`])),
  }).map(([name, words]) => ({ name, bytes: Buffer.from(words) })));
}
