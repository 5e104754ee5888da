/** Reads CSV as RFC 4180 has it: quoted cells may hold anything, a quote is doubled. The first record names the columns. */
export function readCsv(text: string): { header: string[]; rows: Record<string, string>[] } {
  const [header = [], ...records] = recordsOf(text)
  return { header, rows: records.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""]))) }
}

function recordsOf(text: string): string[][] {
  const records: string[][] = []
  let cells: string[] = []
  for (const [, quoted, bare = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    if (end === "" && cells.length === 0) break
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end === ",") continue
    records.push(cells)
    cells = []
  }
  return records
}
