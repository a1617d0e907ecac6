/**
 * What happens around mining sites? Events within a distance of each: certain where the event's place is exact, possible where
 * it is known only to about 25 km. Early signs (armed visits, levies, robbery) are counted by kind. A site is watched for those who
 * live and work there: it is never a target.
 */
import { latOf, lonOf } from "../../methods/spatial/mercator.ts";
import { PointIndex } from "../../methods/spatial/point-index.ts";
import { confirmed, placeStore } from "../../places/index.ts";
import type { Node } from "../../platform/node.ts";
import { dayWords, matching } from "../map-filter.ts";
import type { Lens } from "./lens.ts";
import { METHODS, type Provenance } from "./provenance.ts";
import { add, nothing, tallyOf, type Toll } from "./tally.ts";

export interface Mine {
  id: string;
  name: string;
  kind: string;
  area?: string;
  country?: string;
  placePrecision?: string;
  /** Absent: the site has no coordinates, and nothing can be counted around it. */
  coordinates?: [number, number];
  around?: { certain: Toll; possible: Toll; kinds: { kind: string; certain: number; possible: number }[]; latest?: string };
}

export interface Mines { withinKm: number; sites: Mine[]; provenance: Provenance }

const KINDS = ["mine-industrial", "mine-semi-industrial", "mine-artisanal"];
/** How far from its coordinates an event of precision "near" may have been. */
const NEAR_KM = 25;

export async function mines(node: Node, lens: Lens, km: number): Promise<Mines> {
  const store = await placeStore(node, lens.tx);
  const seen = [...store.seen(lens.caller)].filter(({ noun, kind }) => noun === "site" && KINDS.includes(kind ?? ""));
  const allowed = await confirmed(lens.tx, seen);
  const sites = seen.filter(({ id }) => allowed.has(id)).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  const placed = sites.filter(({ coordinates }) => coordinates);
  const { counted, slots } = countAround(lens, placed.map(({ coordinates }) => coordinates!), km);
  return {
    withinKm: km,
    sites: sites.map(({ id, name, kind, area, country, placePrecision, coordinates }): Mine => ({
      id, name, kind: kind!, area, country, placePrecision, coordinates, ...(coordinates ? { around: counted[placed.findIndex((one) => one.id === id)]! } : {}),
    })),
    provenance: await lens.provenance(METHODS.mines, tallyOf(lens.columns, slots)),
  };
}

function countAround({ columns, filter, caller }: Lens, points: readonly [number, number][], km: number): { counted: NonNullable<Mine["around"]>[]; slots: Set<number> } {
  const counted = new Set<number>();
  const around = points.map(() => ({ certain: nothing(), possible: nothing(), kinds: new Map<string, { certain: number; possible: number }>(), latest: -Infinity }));
  if (points.length > 0) {
    const index = new PointIndex(points.map(([lon]) => lon), points.map(([, lat]) => lat));
    const reachKm = columns.sureness.values.map(({ hasPoint, precision }) => (!hasPoint ? 0 : precision === "exact" ? km : precision === "near" ? km + NEAR_KM : 0));
    const isExact = columns.sureness.test(({ precision }) => precision === "exact");
    const slots = matching(columns, filter, caller);
    for (let k = 0; k < slots.length; k++) {
      const slot = slots[k]!;
      const sureness = columns.sureness.numbers[slot]!;
      const reach = reachKm[sureness]!;
      if (reach === 0) continue;
      for (const { index: site } of index.within(lonOf(columns.x[slot]!), latOf(columns.y[slot]!), reach * 1_000)) {
        const one = around[site]!;
        counted.add(slot);
        const sure = isExact[sureness] === 1 ? "certain" : "possible";
        const toll = columns.fatalities[slot]!;
        add(one[sure], { count: 1, fatalities: Math.max(0, toll), unknown: toll < 0 ? 1 : 0 });
        const { kind } = columns.what.values[columns.what.numbers[slot]!]!;
        const ofKind = one.kinds.get(kind) ?? { certain: 0, possible: 0 };
        ofKind[sure] += 1;
        one.kinds.set(kind, ofKind);
        one.latest = Math.max(one.latest, columns.day[slot]!);
      }
    }
  }
  return { slots: counted, counted: around.map(({ certain, possible, kinds, latest }) => ({
    certain, possible, kinds: [...kinds].map(([kind, counts]) => ({ kind, ...counts })).sort((a, b) => b.certain + b.possible - a.certain - a.possible || (a.kind < b.kind ? -1 : 1)),
    ...(latest > -Infinity ? { latest: dayWords(latest) } : {}),
  })) };
}
