import type { Chapter } from "../platform/chapter.ts";
import { claim } from "./claim.noun.ts";
import { displacement } from "./displacement.noun.ts";
import { event } from "./event.noun.ts";
import { flow } from "./flow.noun.ts";
import { link } from "./link.noun.ts";
import { operation } from "./operation.noun.ts";
import { source } from "./source.noun.ts";

export const evidence: Chapter = {
  name: "evidence",
  nouns: [source, event, claim, operation, flow, displacement, link],
};
