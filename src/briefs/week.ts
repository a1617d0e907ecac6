/** A week and its places, as every paper here names them: by its Monday, and by second-level areas at finest. */
import type { Where } from "../exchange/index.ts";
import type { Area, Geography } from "../places/index.ts";

const DAY_MS = 86_400_000;

export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const mondayOf = (day: string): string => dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

export const firstLevelAreas = (geography: Geography): Area[] =>
  geography.areas.filter(({ level, hierarchy, validTo }) => level === 1 && hierarchy === "admin" && !validTo).sort((a, b) => (a.pcode < b.pcode ? -1 : 1));

export const placeOf = ({ country, admin1, admin2, admin1Name, admin2Name }: Where) => {
  const name = admin2Name ?? admin1Name;
  return { country, ...(admin1 ? { admin1 } : {}), ...(admin2 ? { admin2 } : {}), ...(name ? { name } : {}) };
};
