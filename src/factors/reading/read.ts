/** Every indicator in every area: each is read where it comes from. One table says where. */
import type { IndicatorHeld, Look } from "./look.ts";
import { fromEquity } from "./from-equity.ts";
import { fromEvents } from "./from-events.ts";
import { fromPlaces } from "./from-places.ts";
import { fromRegisters } from "./from-registers.ts";
import { fromTravel } from "./from-travel.ts";
import { fromSurvey } from "./from-survey.ts";
import { fromValues } from "./from-values.ts";
import { without, type Reading } from "./reading.ts";

type Read = (look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]) => Promise<Reading[]>;

const ORIGINS: Readonly<Record<string, Read>> = {
  survey: fromSurvey, imported: fromValues, "event-count": fromEvents,
  "disputes-open": fromRegisters, "services-open": fromRegisters, grievances: fromRegisters,
  "border-distance": fromPlaces, "crossing-density": fromPlaces, "travel-time": fromTravel, "equity-gap": fromEquity,
};

export async function readings(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Map<string, Reading>> {
  const found = new Map<string, Reading>();
  const fine = (one: IndicatorHeld, area: string) => (look.geography.areaByPcode(area)?.level ?? 0) > one.finestLevel;
  for (const [read, asked] of Map.groupBy(indicators, ({ origin }) => ORIGINS[origin] ?? notYet)) {
    for (const reading of await read(look, asked, areas)) {
      const one = asked.find(({ id }) => id === reading.indicator)!;
      found.set(keyOf(one.id, reading.area), fine(one, reading.area) ? tooFine(one, reading.area) : reading);
    }
  }
  return found;
}

export const keyOf = (indicator: string, area: string): string => `${indicator} ${area}`;

const tooFine = (one: IndicatorHeld, area: string): Reading => without(one.id, area, "not-supported", [
  `ne se montre pas plus finement que le niveau ${one.finestLevel}`, `not shown more finely than level ${one.finestLevel}`, `لا يُعرض بأدق من المستوى ${one.finestLevel}`]);

const notYet: Read = async (_, indicators, areas) => indicators.flatMap((one) => areas.map((area) => without(one.id, area, "not-supported", [
  "cette provenance ne se calcule pas ici", "this origin is not computed here", "هذا المصدر لا يُحسب هنا"])));
