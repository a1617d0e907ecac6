/** What an XLSForm says of the columns of its export: the exact wording in each language, the type, the answers. */
import type { Sheets } from "./read-answers.ts";

export interface FormQuestion { name: string; type: string; wording: Record<string, string>; answers?: Record<string, Record<string, string>> }

/** By the question's name, without its groups. */
export function questionsOfForm(sheets: Sheets): Map<string, FormQuestion> {
  const survey = rowsOf(sheets.get("survey"));
  const choices = Map.groupBy(rowsOf(sheets.get("choices")), (row) => row.list_name ?? row["list name"] ?? "");
  const found = new Map<string, FormQuestion>();
  for (const row of survey) {
    const type = (row.type ?? "").trim();
    if (!row.name || /^(begin|end)[ _]/.test(type) || ["note", "calculate", "start", "end", "today"].includes(type)) continue;
    const [kind, list] = type.split(/\s+/);
    const options = kind!.startsWith("select") ? choices.get(list ?? "") : undefined;
    found.set(row.name, {
      name: row.name, type, wording: labelsOf(row),
      ...(options ? { answers: Object.fromEntries(options.flatMap((option) => (option.name ? [[option.name, labelsOf(option)]] : []))) } : {}),
    });
  }
  return found;
}

/** `label::Français (fr)` → fr; a bare `label` → und, a language that is not said. */
function labelsOf(row: Record<string, string>): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [head, words] of Object.entries(row)) {
    const [, language] = /^label(?:::?\s*(.+))?$/i.exec(head) ?? [];
    if (!/^label/i.test(head) || !words) continue;
    labels[(/\(([a-z-]{2,8})\)/i.exec(language ?? "")?.[1] ?? language ?? "und").slice(0, 20).toLowerCase()] = words;
  }
  return labels;
}

function rowsOf(sheet: readonly (readonly string[])[] | undefined): Record<string, string>[] {
  const [head = [], ...rows] = sheet ?? [];
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name.trim(), (cells[i] ?? "").trim()])));
}
