// One exercise that was played: from when to when, and what was seen from outside. What became of it is read from the node's own rows (`review.ts`).
import { z } from "zod";
import { isCode } from "../../platform/codes.ts";
import { structure, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { isMoment, moment, notAMoment } from "../moment.ts";

/** What the leader of an exercise did to it, or began and ended. */
export const NOTE_KINDS = ["link-cut", "link-restored", "agreement-missing", "agreement-back", "deadlines-passed"] as const;

const count = z.int().min(0).max(1_000_000);
const milliseconds = z.int().min(0).max(1_000_000_000).optional();

/** What no node can see alone: whoever looked at all of them wrote it down at the end. */
export const Observed = z.strictObject({
  nodes: z.array(z.string().refine((word) => isCode("country", word))).max(20),
  seed: z.int().optional(),
  reports: count.optional(),
  lost: count, doubled: count, leaked: count, cuts: count,
  p50DeliverMs: milliseconds, p95DeliverMs: milliseconds, p95DeliverOverGoodLinksMs: milliseconds, p50AcknowledgeMs: milliseconds, p95AcknowledgeMs: milliseconds,
  notes: z.array(z.strictObject({ at: z.string().refine(isMoment), kind: z.enum(NOTE_KINDS), countries: z.array(z.string().max(2)).max(2) })).max(500),
});
export type Observed = z.infer<typeof Observed>;

export const drill = noun("drill", {
  labels: ["exercice joué", "exercise played", "تمرين منفَّذ"],
  plural: ["exercices joués", "exercises played", "التمارين المنفَّذة"],
  marking: "GREEN",
  may: { read: "exchange.read", write: "exchange.write" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 200),
    scenario: text(["ce qui est exercé", "what is practised", "ما يُتدرب عليه"], 2_000).optional(),
    startedAt: moment(["début", "began", "البداية"]),
    endedAt: moment(["fin", "ended", "النهاية"]).optional(),
    observed: structure(["vu de l’extérieur", "seen from outside", "ما لوحظ من الخارج"], Observed).optional(),
  },
  list: ["startedAt", "title", "endedAt"],
  title: "title",
  order: { by: "startedAt", descending: true },
  check: (content) => notAMoment(content, ["startedAt", "endedAt"])
    ?? (content.endedAt !== undefined && content.endedAt < content.startedAt ? { field: "endedAt", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] } : undefined),
});

export interface DrillContent { title: string; scenario?: string; startedAt: string; endedAt?: string; observed?: Observed }
