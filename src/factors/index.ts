/** The chapter's only door: what is known of an area, read where it comes from, and what it was made of. */
export { profile } from "./profile/profile.ts";
export { across, isOwn } from "./profile/across.ts";
export type { Measured, ProfileAnswer } from "./profile/replies.ts";
export { indicatorsOf, openLook, type IndicatorHeld, type Look } from "./reading/look.ts";
export { keyOf, readings } from "./reading/read.ts";
export { middleOf, type Reading } from "./reading/reading.ts";
export { namesAGroup } from "./never-a-group.ts";
