import type { Chapter } from "../platform/chapter.ts";
import { factorsCommand } from "./commands.ts";
import { factorNouns } from "./nouns.ts";
import { profileRoutes } from "./profile/routes.ts";

export const factors: Chapter = { name: "factors", nouns: factorNouns, commands: [factorsCommand], routes: [...profileRoutes] };
