/** HTTP of agreements: steps by two people, and no edit once in force. */
import { lifecycleRoutes } from "../../platform/lifecycle-routes.ts";
import type { AnyRoute } from "../../platform/http.ts";
import { draftOnlyRoutes } from "../steps.ts";
import { agreementLife } from "./agreement-life.ts";

export const agreementRoutes: readonly AnyRoute[] = [...lifecycleRoutes(agreementLife as never), ...draftOnlyRoutes(agreementLife as never)];
