import type { Chapter } from "../platform/chapter.ts";
import { bulletin } from "./bulletin.noun.ts";
import { briefCommand } from "./commands.ts";
import { briefRoutes } from "./routes.ts";

export const briefs: Chapter = { name: "briefs", nouns: [bulletin], routes: briefRoutes, commands: [briefCommand] };
