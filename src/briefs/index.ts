/** The chapter's only door; nothing stands to its left but the house itself. */
export { bulletin } from "./bulletin.noun.ts";
