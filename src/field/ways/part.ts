import type { Chapter } from "../../platform/chapter.ts";

export const ways: Chapter = { name: "ways", nouns: [] };
