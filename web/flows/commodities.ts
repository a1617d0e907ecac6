/** One colour a commodity, the same on every page; those that are rarely seen share a grey, and all have a word. */
import { OKABE_ITO } from "../charts/ink.ts";

const COLOURS: Record<string, string> = {
  livestock: OKABE_ITO[4], timber: OKABE_ITO[2], fuel: OKABE_ITO[5], arms: OKABE_ITO[1], drugs: OKABE_ITO[3], gold: OKABE_ITO[6], explosives: OKABE_ITO[0],
};

export const commodityColour = (commodity: string): string => COLOURS[commodity] ?? "#8B9196";
