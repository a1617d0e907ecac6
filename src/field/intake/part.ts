import type { Chapter } from "../../platform/chapter.ts";

export const intake: Chapter = { name: "intake", nouns: [] };
