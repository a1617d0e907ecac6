import type { Chapter } from "../../platform/chapter.ts";
import { queueRoutes } from "./queue-routes.ts";
import { reportMatch } from "./report-match.noun.ts";
import { reportRoutes } from "./report-routes.ts";
import { screenReports } from "./screen-report.ts";

export const triage: Chapter = { name: "triage", nouns: [reportMatch], routes: [...queueRoutes, ...reportRoutes], jobs: [screenReports] };
