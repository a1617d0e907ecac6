/** What ships: the registry of indicators that need no survey, and a case's survey with the indicators that are read from it. */
import { loadRecords, type Loaded } from "../evidence/index.ts";
import type { Node } from "../platform/node.ts";
import { indicator } from "./indicators/indicator.noun.ts";
import { estimate } from "./survey/estimate.noun.ts";
import { instrument } from "./survey/instrument.noun.ts";
import { question } from "./survey/question.noun.ts";
import { wave } from "./survey/wave.noun.ts";

const data = (folder: string) => new URL(`../../data/${folder}/`, import.meta.url);

export const loadIndicators = (node: Node): Promise<Loaded> => loadRecords(node, data("factors"), [indicator]);

/** After the case's sources, which it refers to. */
export const loadSurvey = (node: Node, name: "report"): Promise<Loaded> => loadRecords(node, data(`cases/${name}`), [instrument, question, wave, estimate, indicator]);
