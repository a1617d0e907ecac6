import type { Chapter } from "../../platform/chapter.ts";

export const people: Chapter = { name: "people", nouns: [] };
