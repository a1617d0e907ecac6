/** One more area, said by the officer: by its name, down to the second level. */
import { Select } from "@mantine/core";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { useAreas, type AreaOption } from "../places/areas.ts";
import type { Affected } from "./questions.ts";

export function AreaAdd({ taken, onAdd, label }: { taken: readonly Affected[]; onAdd: (area: Affected) => void; label?: string }) {
  const t = useWords();
  const codes = useCodes();
  const countries = useAreas(0), regions = useAreas(1), districts = useAreas(2);
  const held = new Set(taken.map(({ pcode }) => pcode));
  const item = ({ pcode, name, country }: AreaOption) => ({ value: pcode, label: `${name} (${codes.word("country", country)})` });
  const left = (areas: readonly AreaOption[]) => areas.filter(({ pcode }) => !held.has(pcode)).map(item).sort((a, b) => a.label.localeCompare(b.label));
  const add = (pcode: string | null) => {
    const found = affectedOf(pcode ?? "", countries, regions, districts);
    if (found) onAdd(found);
  };
  return <Select label={label ?? t("alerts.addArea")} searchable value={null} nothingFoundMessage={t("search.nothing")} data={[{ group: t("alerts.districts"), items: left(districts) }, { group: t("alerts.regions"), items: left(regions) }, { group: t("alerts.countries"), items: left(countries).map((one) => ({ ...one, label: codes.word("country", countries.find(({ pcode }) => pcode === one.value)?.country ?? one.value) })) }]} onChange={add} />;
}

/** With its ancestors, so that whoever releases it can coarsen it. */
function affectedOf(pcode: string, countries: readonly AreaOption[], regions: readonly AreaOption[], districts: readonly AreaOption[]): Affected | undefined {
  const because = ["said"];
  const region = (code: string | undefined) => regions.find((one) => one.pcode === code);
  const above = (one: AreaOption | undefined) => (one ? { admin1: one.pcode, admin1Name: one.name } : {});
  const district = districts.find((one) => one.pcode === pcode);
  if (district) return { pcode, name: district.name, country: district.country, ...above(region(district.parent)), admin2: pcode, admin2Name: district.name, because };
  const first = region(pcode);
  if (first) return { pcode, name: first.name, country: first.country, ...above(first), because };
  const country = countries.find((one) => one.pcode === pcode);
  return country && { pcode, name: country.name, country: country.country, because };
}
