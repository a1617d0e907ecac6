import type { Chapter } from "../platform/chapter.ts";
import { factorNouns } from "./nouns.ts";

export const factors: Chapter = { name: "factors", nouns: factorNouns };
