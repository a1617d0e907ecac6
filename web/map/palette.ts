/** The map's colours in light and dark. Families of events are Okabe–Ito (colour-blind safe); ground is muted, so that events speak. */
export type Appearance = "light" | "dark";

export interface Palette {
  sea: string; land: string; neighbour: string; region: string; regionLine: string; district: string; border: string; borderHalo: string;
  river: string; riverInk: string; route: string; routeCase: string; town: string; townRing: string; ink: string; quietInk: string; halo: string; crossing: string; site: string; claim: string;
  cluster: string; clusterInk: string; mark: string; nature: string;
}

export const PALETTES: Record<Appearance, Palette> = {
  light: {
    sea: "#DCE8EC", land: "#F7F5EE", neighbour: "#ECEAE2", region: "#C9C4B4", regionLine: "#C2BCA9", district: "#DAD5C6", border: "#6E6453", borderHalo: "#FFFFFF",
    river: "#6FA8BF", riverInk: "#2C6378", route: "#B58E5A", routeCase: "#FFFFFF", town: "#3F4A55", townRing: "#FFFFFF", ink: "#16202B", quietInk: "#5C6470", halo: "#FFFFFF", crossing: "#6E6453", site: "#525E6A", claim: "#B91C1C",
    cluster: "#FFFFFF", clusterInk: "#16202B", mark: "#0F766E", nature: "#DCE7CF",
  },
  dark: {
    sea: "#0D1A21", land: "#1C242C", neighbour: "#161C23", region: "#36424D", regionLine: "#3D4A56", district: "#2B3640", border: "#A8997F", borderHalo: "#0C1015",
    river: "#3F7F98", riverInk: "#8CC5DB", route: "#8F7448", routeCase: "#11161C", town: "#C6CED6", townRing: "#11161C", ink: "#E6EAEE", quietInk: "#A3AFBB", halo: "#11161C", crossing: "#C9B891", site: "#A3AFBB", claim: "#FF6B60",
    cluster: "#11161C", clusterInk: "#FFFFFF", mark: "#2DD4BF", nature: "#1E2B22",
  },
};

/** One colour a family of the code list `event-kind`; the order is the legend's. */
export const FAMILIES = ["armed-attack", "civilian-harm", "illicit-economy", "abuse", "security-operation", "unrest", "social-cohesion", "hazard", "other"] as const;
export type Family = (typeof FAMILIES)[number];

const FAMILY_COLOURS: Record<Family, string> = {
  "armed-attack": "#D55E00", "civilian-harm": "#CC79A7", "illicit-economy": "#E69F00", abuse: "#000000", "security-operation": "#0072B2",
  unrest: "#F0E442", "social-cohesion": "#009E73", hazard: "#56B4E9", other: "#8B9196",
};

/** Black on a dark ground is nothing: there it is white. */
export const familyColour = (family: Family, appearance: Appearance): string => (family === "abuse" && appearance === "dark" ? "#FFFFFF" : FAMILY_COLOURS[family]);
