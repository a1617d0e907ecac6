import type { Chapter } from "../platform/chapter.ts";
import { bulletinMailJob } from "./bulletin-mail.ts";
import { bulletin } from "./bulletin.noun.ts";
import { briefCommand } from "./commands.ts";
import { shareBulletins } from "./hand-over.ts";
import { handingRoutes } from "./handing-routes.ts";
import { bulletinImporter } from "./import-bulletins.ts";
import { briefRoutes } from "./routes.ts";

// The exchange asks of what a bulletin is made, without knowing this chapter.
shareBulletins();

export const briefs: Chapter = { name: "briefs", nouns: [bulletin], routes: [...briefRoutes, ...handingRoutes], commands: [briefCommand], jobs: [bulletinMailJob], importers: [bulletinImporter] };
