import type { Chapter } from "../platform/chapter.ts";
import { agreement } from "./agreements/agreement.noun.ts";
import { dueDiligence } from "./agreements/due-diligence.noun.ts";
import { suspension } from "./agreements/suspension.noun.ts";
import { alertRule } from "./alerts/alert-rule.noun.ts";
import { alert } from "./alerts/alert.noun.ts";
import { contact } from "./contacts/contact.noun.ts";
import { answer } from "./delivery/answer.noun.ts";
import { delivery } from "./delivery/delivery.noun.ts";
import { request } from "./delivery/request.noun.ts";
import { release } from "./release/release.noun.ts";

export const exchange: Chapter = { name: "exchange", nouns: [contact, agreement, dueDiligence, suspension, release, alertRule, alert, delivery, answer, request] };
