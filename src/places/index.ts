/** The chapter's only door: where a point is, which place a name means, what lies around it. */
export { access } from "./access.noun.ts";
export { geographyFrom, type Area, type AreaShape, type Geography, type Whereabouts } from "./geography.ts";
export { loadGeography } from "./load-geography.ts";
export { locate } from "./locate.ts";
export { areasDigest } from "./queries.ts";
export { CandidateAnswer } from "./place-answer.ts";
export { placesThatMayBeMeant } from "./may-be-meant.ts";
export { confirmed, placeStore, type Place, type PlaceStore } from "./place-store.ts";
export { resolveArea, resolvePlace } from "./resolve.ts";
export { loadShippedPlaces } from "./shipped.ts";
export { nearestBorder } from "./surroundings.ts";
