/** Areas shaded by a number: which colour, which pattern, which words. Zero and missing are never one of the classes. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AreasAnswer } from "../../src/evidence/picture/replies.ts";
import type { EventFilter } from "../evidence/event-filter.ts";
import { ask } from "../frame/api.ts";
import type { Search } from "../frame/routes.tsx";

export type AreaShades = z.infer<typeof AreasAnswer>;
export type AreaShade = AreaShades["areas"][number];

export const MEASURES = ["events", "fatalities", "change"] as const;
export type Measure = (typeof MEASURES)[number];
export const LEVELS = { 1: "regions", 2: "districts" } as const;
export interface ShadeChoice { measure: Measure; level: keyof typeof LEVELS }

/** From the address: `shade=events&level=2`; none: the map shows events alone. */
export function shadeChoiceOf({ shade, level }: Search): ShadeChoice | undefined {
  const measure = MEASURES.find((one) => one === shade);
  return measure && { measure, level: level === "2" ? 2 : 1 };
}

export const shadesQuery = (choice: ShadeChoice | undefined, filter: EventFilter, seq: number) => queryOptions({
  queryKey: ["picture", "event", "source", "areas", choice, filter, seq],
  queryFn: ({ signal }) => ask<AreaShades>("/api/picture/areas", { signal, query: { ...filter, ...choice, seq: seq || undefined } }),
  placeholderData: keepPreviousData, enabled: choice !== undefined,
});

/** Pressure in reds (ColorBrewer); a ratio from purple over white to orange, which the colour-blind tell apart. */
const PRESSURE = ["#FEE5D9", "#FCAE91", "#FB6A4A", "#DE2D26", "#A50F15"];
const RATIO = ["#5E3C99", "#B2ABD2", "#F7F7F7", "#FDB863", "#E66101"];
export const ZERO_COLOUR = "#FFF7F3";

/** Few classes are spread over the whole ramp, so that the highest is always the darkest. */
export function classColour({ shading: { method, classes } }: Pick<AreaShades, "shading">, index: number): string {
  const last = classes.length - 1;
  if (method === "fixed") return RATIO[index] ?? RATIO.at(-1)!;
  return PRESSURE[last === 0 ? 2 : Math.round((index / last) * (PRESSURE.length - 1))]!;
}

/** What the map is told: a colour for each area that has a number, and which areas are zero, missing or too small to show. */
export interface DrawnShades { source: (typeof LEVELS)[ShadeChoice["level"]]; coloured: [pcode: string, colour: string][]; zero: string[]; missing: string[]; suppressed: string[] }

export function drawnShades(shades: AreaShades): DrawnShades {
  const inState = (state: AreaShade["state"]) => shades.areas.filter((area) => area.state === state).map(({ pcode }) => pcode);
  return {
    source: LEVELS[shades.level === 2 ? 2 : 1],
    coloured: shades.areas.flatMap((area) => (area.state === "value" && area.class !== null ? [[area.pcode, classColour(shades, area.class)] as [string, string]] : [])),
    zero: inState("zero"), missing: inState("no-data"), suppressed: inState("suppressed"),
  };
}
