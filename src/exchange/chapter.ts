import type { Chapter } from "../platform/chapter.ts";

export const exchange: Chapter = { name: "exchange", nouns: [] };
