/**
 * Who is reported on: everybody, each area, women and men, age bands; and which of them must stay hidden, so that nobody under
 * the floor is found out by subtraction: not within one table, not between two, not between what is published now and what
 * readers have of the same people from before. Those who gave no sex or age are in no group and protected all the same.
 */
import { hideDifferences } from "../../methods/survey/differencing.ts";
import type { Dataset } from "./dataset.ts";
import type { Mapping } from "./mapping.ts";

export interface Group {
  /** P-codes taken together; of everybody all areas of the wave. */
  areas: string[];
  sex: "all" | "female" | "male";
  ageBand?: string;
  rows: Int32Array;
}

/** A group that readers know of already, as far as this file tells who is in it. */
export interface PublishedGroup {
  question: string;
  /** Areas of the file; undefined: the file does not tell them apart. */
  areas: string[] | undefined;
  sex: string;
  ageBand?: string;
  respondents: number;
  wave: string;
}

/** A question that stays as it was published: what changed would be told of too few. */
export interface HeldBack { question: string; wave: string; before: number; now: number | undefined }

export interface Grouping {
  groups: Group[];
  /** For each group whether it stays hidden; or why nothing new may be said. @param answered whether a row answered */
  hiddenFor(question: string, answered: (row: number) => boolean): boolean[] | HeldBack;
}

interface Cell { area: string; sex: string | null; band: string | null; formerBands: ReadonlySet<string> }

export function groupingOf(data: Dataset, { ageBands, floor }: Mapping, published: readonly PublishedGroup[], formerBands: Readonly<Record<string, Uint8Array>>): Grouping {
  const places = [...new Set(data.areas)].sort();
  const everywhere = places.length > 1 ? [places] : [];
  const sexes = data.sexes ? (["female", "male"] as const).filter((sex) => data.sexes!.includes(sex)) : [];
  const bands = data.bands ? ageBands.filter((band) => data.bands!.includes(band)) : [];
  const about = [...everywhere, ...places.map((place) => [place])];
  const described = [...about.map((areas) => ({ areas, sex: "all" as const })), ...sexes.flatMap((sex) => about.map((areas) => ({ areas, sex }))), ...bands.flatMap((ageBand) => about.map((areas) => ({ areas, sex: "all" as const, ageBand })))];
  const { cells, cellOf } = cellsOf(data, formerBands);
  const members = described.map((group) => membersOf(cells, group));
  const rowsOf = (inGroup: readonly number[]) => { const isIn = new Set(inGroup); return Int32Array.from([...cellOf.keys()].filter((row) => isIn.has(cellOf[row]!))); };
  const groups = described.map((group, i): Group => ({ ...group, rows: rowsOf(members[i]!) }));
  const former = Map.groupBy(published, ({ question }) => question);
  return {
    groups,
    hiddenFor(question, answered) {
      const counts = cells.map(() => 0);
      for (const [row, cell] of cellOf.entries()) if ((data.weights?.[row] ?? 1) > 0 && answered(row)) counts[cell]! += 1;
      const out: number[][] = [];
      for (const { areas, sex, ageBand, respondents, wave } of former.get(question) ?? []) {
        const canTell = areas && (sex === "all" || data.sexes) && (!ageBand || formerBands[ageBand]);
        const within = canTell ? membersOf(cells, { areas, sex, ageBand }) : [];
        const now = canTell ? within.reduce((sum, cell) => sum + counts[cell]!, 0) : undefined;
        if (now !== respondents) return { question, wave, before: respondents, now };
        out.push(within);
      }
      // First by itself: the same file twice hides the same groups.
      const isHidden = hideDifferences(counts, members.map((cells) => ({ cells })), floor);
      const shown = [...members.keys()].filter((g) => !isHidden[g]);
      const beside = hideDifferences(counts, [...out.map((cells) => ({ cells, isOut: true })), ...shown.map((g) => ({ cells: members[g]! }))], floor).slice(out.length);
      for (const [i, g] of shown.entries()) if (beside[i]) isHidden[g] = true;
      return isHidden;
    },
  };
}

/** Everybody in one cell is alike in all that any group looks at. */
function cellsOf({ areas, sexes, bands }: Dataset, formerBands: Readonly<Record<string, Uint8Array>>): { cells: Cell[]; cellOf: Int32Array } {
  const known = new Map<string, number>();
  const cells: Cell[] = [];
  const former = Object.entries(formerBands);
  const cellOf = Int32Array.from(areas, (area, row) => {
    const sex = sexes?.[row] ?? null, band = bands?.[row] ?? null;
    const within = former.filter(([, isIn]) => isIn[row]).map(([name]) => name);
    const key = [area, sex, band, ...within].join("\n");
    let cell = known.get(key);
    if (cell === undefined) {
      known.set(key, (cell = cells.length));
      cells.push({ area, sex, band, formerBands: new Set(within) });
    }
    return cell;
  });
  return { cells, cellOf };
}

function membersOf(cells: readonly Cell[], { areas, sex, ageBand }: { areas: readonly string[]; sex: string; ageBand?: string | undefined }): number[] {
  const within = new Set(areas);
  return cells.flatMap((cell, i) => (within.has(cell.area) && (sex === "all" || cell.sex === sex) && (!ageBand || cell.band === ageBand || cell.formerBands.has(ageBand)) ? [i] : []));
}
