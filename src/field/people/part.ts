import type { Chapter } from "../../platform/chapter.ts";
import { mailboxRoutes } from "./mailbox-routes.ts";
import { recoveryRoutes } from "./recovery-routes.ts";
import { sealedRoutes } from "./sealed-routes.ts";

export const people: Chapter = { name: "people", nouns: [], routes: [...sealedRoutes, ...mailboxRoutes, ...recoveryRoutes] };
