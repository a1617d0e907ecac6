import type { Chapter } from "../../platform/chapter.ts";
import { report } from "./report.noun.ts";
import { intakeRoutes } from "./routes.ts";

export const intake: Chapter = { name: "intake", nouns: [report], routes: intakeRoutes };
