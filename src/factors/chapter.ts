import type { Chapter } from "../platform/chapter.ts";
import { factorsCommand } from "./commands.ts";
import { indexRoutes } from "./index/routes.ts";
import { foodSecurityImporter } from "./indicators/import-food-security.ts";
import { indicatorTableImporter } from "./indicators/import-table.ts";
import { factorNouns } from "./nouns.ts";
import { surveyImporter } from "./survey/import-survey.ts";
import { surveysCommand } from "./survey/command.ts";
import { modelRoutes } from "./survey/model-routes.ts";
import { surveyRoutes } from "./survey/routes.ts";
import { profileRoutes } from "./profile/routes.ts";

export const factors: Chapter = { name: "factors", nouns: factorNouns, importers: [surveyImporter, foodSecurityImporter, indicatorTableImporter], commands: [factorsCommand, surveysCommand], routes: [...profileRoutes, ...surveyRoutes, ...modelRoutes, ...indexRoutes] };
