/** The chapter's nouns, those that others refer to first. */
import type { AnyNoun } from "../platform/noun.ts";
import { indexVersion } from "./index/index-version.noun.ts";
import { indicator } from "./indicators/indicator.noun.ts";
import { indicatorValue } from "./indicators/indicator-value.noun.ts";
import { dispute } from "./registers/dispute.noun.ts";
import { grievanceCount } from "./registers/grievance-count.noun.ts";
import { serviceState } from "./registers/service-state.noun.ts";
import { estimate } from "./survey/estimate.noun.ts";
import { instrument } from "./survey/instrument.noun.ts";
import { question } from "./survey/question.noun.ts";
import { wave } from "./survey/wave.noun.ts";

export const factorNouns: readonly AnyNoun[] = [instrument, question, wave, estimate, indicator, indicatorValue, indexVersion, dispute, serviceState, grievanceCount];
