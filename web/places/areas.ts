/** Countries and regions by name in the reader's language, for filters and lists: from the map's own ground. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "../frame/api.ts";
import { language } from "../frame/words.ts";

interface AreaTags { id: string; name: string; nameFr?: string; nameEn?: string; nameAr?: string; pcode: string; country: string; parentPcode?: string }
const LAYERS = { 0: "countries", 1: "regions", 2: "districts" } as const;

const areasQuery = (level: keyof typeof LAYERS) => queryOptions({
  queryKey: ["areas", "area", level], staleTime: 600_000,
  queryFn: async ({ signal }) => (await ask<{ features: { properties: AreaTags }[] }>(`/api/map/ground/${LAYERS[level]}.geojson`, { signal })).features.map(({ properties }) => properties),
});

const namedQuery = (level: keyof typeof LAYERS) => queryOptions({ queryKey: ["areas", "area", "named", level], staleTime: 600_000, queryFn: ({ signal }) => ask<AreaTags[]>("/api/places/areas", { signal, query: { level } }) });

export interface AreaOption { id: string; pcode: string; name: string; country: string; parent?: string }

export function useAreas(level: keyof typeof LAYERS, isWanted = true): AreaOption[] {
  const { data } = useQuery({ ...areasQuery(level), enabled: isWanted });
  return (data ?? []).map(optionOf);
}

/** Those without an outline too, which the map's ground does not have. */
export const useNamedAreas = (level: keyof typeof LAYERS): AreaOption[] => (useQuery(namedQuery(level)).data ?? []).map(optionOf);

const optionOf = (tags: AreaTags): AreaOption => ({ id: tags.id, pcode: tags.pcode, name: nameOf(tags), country: tags.country, ...(tags.parentPcode ? { parent: tags.parentPcode } : {}) });

/** The area of a p-code, among countries and first-level regions. */
export function useAreaName(): (pcode: string | undefined) => string | undefined {
  const known = new Map([...useAreas(0), ...useAreas(1)].map(({ pcode, name }) => [pcode, name]));
  return (pcode) => (pcode === undefined ? undefined : known.get(pcode));
}

export const nameOf = (tags: Pick<AreaTags, "name" | "nameFr" | "nameEn" | "nameAr">): string => tags[({ fr: "nameFr", en: "nameEn", ar: "nameAr" } as const)[language()]] ?? tags.name;
