import type { Chapter } from "../platform/chapter.ts";

export const factors: Chapter = { name: "factors", nouns: [] };
