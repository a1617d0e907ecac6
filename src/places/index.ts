/** The chapter's only door: where a point is, which place a name means, what lies around it. */
export { geographyFrom, type Area, type AreaShape, type Geography, type Whereabouts } from "./geography.ts";
export { loadGeography } from "./load-geography.ts";
export { placeStore } from "./place-store.ts";
export { resolveArea, resolvePlace } from "./resolve.ts";
export { loadShippedPlaces } from "./shipped.ts";
