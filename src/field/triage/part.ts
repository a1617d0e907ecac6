import type { Chapter } from "../../platform/chapter.ts";

export const triage: Chapter = { name: "triage", nouns: [] };
