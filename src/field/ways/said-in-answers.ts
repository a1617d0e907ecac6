/** Which answers of a form say what a report is about? Those whose questions its author marked: kind, place, day, number, point. */
import type { Said } from "../intake/accept.ts";
import type { AskedQuestion } from "./form-store.ts";

export function saidInAnswers(answers: Readonly<Record<string, string | string[]>>, questions: readonly AskedQuestion[]): Said | undefined {
  const said: Said = {};
  for (const question of questions) {
    if (!question.says || !Object.hasOwn(answers, question.path)) continue;
    for (const words of [answers[question.path]!].flat()) add(said, question, words);
  }
  return Object.keys(said).length > 0 ? said : undefined;
}

const HOW_KNOWN = ["seen", "heard", "told"] as const;
const MOST_NUMBERS = 50;

/** The first answer counts where there can be but one. */
function add(said: Said, { says, choices, path }: AskedQuestion, words: string): void {
  switch (says) {
    case "kind": said.kind ??= words.slice(0, 60); break;
    // A choice is known by a code; a gazetteer knows its name.
    case "place": case "near": case "towards": said[says] ??= (Object.values(choices?.[words] ?? {})[0] ?? words).slice(0, 200); break;
    case "on": if (isDay(words.slice(0, 10))) said.on ??= words.slice(0, 10); break;
    case "howKnown": said.howKnown ??= HOW_KNOWN.find((way) => way === words); break;
    case "number": {
      const value = Number(words);
      if (words && Number.isFinite(value) && value >= 0 && value <= 1e9 && (said.numbers?.length ?? 0) < MOST_NUMBERS) (said.numbers ??= []).push({ value, of: path.split("/").at(-1)!.slice(0, 60) });
      break;
    }
    case "point": {
      const [lat, lon] = words.split(/\s+/).map(Number);
      if (lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180) said.point ??= [lon, lat];
      break;
    }
    default:
  }
}

const isDay = (words: string) => /^\d{4}-\d\d-\d\d$/.test(words) && !Number.isNaN(Date.parse(words)) && new Date(words).toISOString().startsWith(words);
