/** The first rows of a CSV (RFC 4180), for a sample on a page; a row that is cut off at the end is left out unless it is the last. */
export function readRows(words: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [], cell = "", isQuoted = false;
  for (let at = 0; at < words.length && rows.length < most; at++) {
    const letter = words[at]!;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (words[at + 1] === '"') { cell += '"'; at++; }
      else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ",") { row.push(cell); cell = ""; }
    else if (letter === "\n") { row.push(cell); rows.push(row); row = []; cell = ""; }
    else if (letter !== "\r") cell += letter;
  }
  if (!isQuoted && rows.length < most && (cell || row.length > 0)) rows.push([...row, cell]);
  return rows;
}
