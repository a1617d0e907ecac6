/**
 * What do a place's own words say of where it lies: so many kilometres from one place, south-east of another? In French,
 * English or Arabic. Only what is plainly said is read; everything else stays words for a person.
 */

export type Bearing = "N" | "NE" | "E" | "SE" | "S" | "SW" | "W" | "NW";

export interface SaidDistance { km: number; from: string }
export interface SaidBearing { bearing: Bearing; from: string }

export interface OwnWords { distances: SaidDistance[]; bearings: SaidBearing[] }

/** A name: capitalised words, joined by the small words of names. Arabic has no capitals: one word. */
const NAME = String.raw`(\p{Lu}[\p{L}’'-]*(?:\s+(?:(?:du|de|des|el|al|la|le)\s+)?\p{Lu}[\p{L}’'-]*)*|\p{Script=Arabic}+)`;
const OF = String.raw`\s*(?:de la |de l’|de |d’|du |des |from |of |من\s*|عن\s*)`;
const WIND = String.raw`(?:[Nn]ord|[Ss]ud|[Nn]orth|[Ss]outh)-?(?:est|ouest|east|west)|(?:شمال|جنوب) (?:شرق|غرب)ي?|[Nn]ord|[Ss]ud|[Oo]uest|[Ee]st|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|شمال|جنوب|شرق|غرب`;

const DISTANCE = new RegExp(String.raw`(\d+(?:[.,]\d+)?)\s*(?:km|kilom[eè]tres?|kilometers?|كم|كيلومترا?)(?:\s+(?:au |à l’|to the )?(?:${WIND}))?${OF}${NAME}`, "gu");
const DIRECTION = new RegExp(String.raw`(?<!\p{L})(${WIND})(?:${OF}|\s+(?=\p{Script=Arabic}))${NAME}`, "gu");

const WINDS: readonly (readonly [RegExp, Bearing])[] = [
  [/^(?:nord|north)-?(?:est|east)$|^شمال شرق/iu, "NE"], [/^(?:nord|north)-?(?:ouest|west)$|^شمال غرب/iu, "NW"],
  [/^(?:sud|south)-?(?:est|east)$|^جنوب شرق/iu, "SE"], [/^(?:sud|south)-?(?:ouest|west)$|^جنوب غرب/iu, "SW"],
  [/^(?:nord|north|شمال)$/iu, "N"], [/^(?:sud|south|جنوب)$/iu, "S"], [/^(?:est|east|شرق)$/iu, "E"], [/^(?:ouest|west|غرب)$/iu, "W"],
];

export function readOwnWords(words: string): OwnWords {
  return {
    distances: [...words.matchAll(DISTANCE)].map(([, km, from]) => ({ km: Number(km!.replace(",", ".")), from: from! })),
    bearings: [...words.matchAll(DIRECTION)].map(([, said, from]) => ({ bearing: WINDS.find(([pattern]) => pattern.test(said!))![1], from: from! })),
  };
}

const DEGREES: Readonly<Record<Bearing, number>> = { N: 0, NE: 45, E: 90, SE: 135, S: 180, SW: 225, W: 270, NW: 315 };

/** Eight winds are told by eye: a way that is off by more than one and a third of them contradicts. */
export const agreesInBearing = (bearing: Bearing, degrees: number): boolean => Math.abs(((degrees - DEGREES[bearing] + 540) % 360) - 180) <= 60;

/** “About 35 km” is allowed ten kilometres or a third, whichever is more. */
export const agreesInDistance = (saidKm: number, km: number): boolean => Math.abs(km - saidKm) <= Math.max(10, saidKm / 3);
