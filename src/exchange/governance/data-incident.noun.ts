// Something that went wrong with data: what, since when, which kinds of data, who was told by whom and when, what was done. It names nobody.
import { z } from "zod";
import { code, codes, day, integer, structure, text } from "../../platform/field.ts";
import { isCode } from "../../platform/codes.ts";
import { lifecycle, type Transition } from "../../platform/lifecycle.ts";
import type { LabelTuple } from "../../platform/language.ts";
import { noun } from "../../platform/noun.ts";

/** Whom, on which day, by which role: never by which person. */
export const Told = z.strictObject({ whom: z.string().refine((word) => isCode("incident-told", word), { error: "not in the code list incident-told" }), on: z.iso.date(), by: z.string().trim().min(1).max(120) });
export type Told = z.infer<typeof Told>;

export const dataIncident = noun("data-incident", {
  labels: ["incident de données", "data incident", "حادثة بيانات"],
  plural: ["incidents de données", "data incidents", "حوادث البيانات"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.write" },
  stepped: { state: "open" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 160),
    kind: code(["genre", "kind", "النوع"], "incident-kind"),
    dataKinds: codes(["données touchées", "data concerned", "البيانات المعنية"], "data-kind"),
    happenedOn: day(["survenu le", "happened on", "وقعت في"]).optional(),
    foundOn: day(["découvert le", "found on", "اكتُشفت في"]),
    what: text(["ce qui s’est passé", "what happened", "ما حدث"], 2_000),
    peopleConcerned: integer(["personnes concernées, à peu près", "people concerned, roughly", "عدد المعنيين تقريباً"], "people").optional(),
    told: structure(["qui a été informé, par quelle fonction et quand", "who was told, by which role and when", "من أُبلغ وبأي وظيفة ومتى"], z.array(Told).max(40)).optional(),
    measures: text(["mesures prises", "measures taken", "التدابير المتخذة"], 2_000).optional(),
    state: code(["état", "state", "الحالة"], "incident-state"),
  },
  list: ["foundOn", "title", "kind", "dataKinds", "state"],
  title: "title",
  order: { by: "foundOn", descending: true },
  check: ({ happenedOn, foundOn, told, dataKinds }) =>
    dataKinds.length === 0 ? { field: "dataKinds", reason: ["dites quelles données", "say which data", "اذكر أي بيانات"] }
      : happenedOn !== undefined && happenedOn > foundOn ? { field: "happenedOn", reason: ["on ne découvre pas avant que cela arrive", "nothing is found before it happened", "لا يُكتشف شيء قبل وقوعه"] }
        : told?.some(({ on }) => on < (happenedOn ?? "")) ? { field: "told", reason: ["personne n’est informé avant", "nobody is told before it happened", "لا يُبلغ أحد قبل وقوعها"] } : undefined,
});

export interface IncidentContent { title: string; kind: string; dataKinds: string[]; happenedOn?: string; foundOn: string; what: string; peopleConcerned?: number; told?: Told[]; measures?: string; state: string }

const states = { open: ["ouvert", "open", "مفتوحة"], contained: ["contenu", "contained", "محتواة"], closed: ["clos", "closed", "مغلقة"] } as const satisfies Record<string, LabelTuple>;
type State = keyof typeof states;

const contentOf = (row: { content: unknown }) => row.content as IncidentContent;

const transitions: Record<string, Transition<State>> = {
  contain: {
    labels: ["Contenu", "Contained", "احتُويت"], from: ["open"], to: "contained", may: "exchange.write",
    requires: (row) => (contentOf(row).measures ? undefined : ["écrivez d’abord les mesures prises", "write the measures taken first", "اكتب أولاً التدابير المتخذة"]),
  },
  close: {
    labels: ["Clore", "Close", "إغلاق"], from: ["contained"], to: "closed", may: "exchange.approve", needsReason: true,
    requires: (row) => (contentOf(row).told?.length ? undefined : ["dites d’abord qui a été informé", "say first who was told", "اذكر أولاً من أُبلغ"]),
  },
  reopen: { labels: ["Rouvrir", "Reopen", "إعادة الفتح"], from: ["contained", "closed"], to: "open", may: "exchange.write", needsReason: true },
};

/** Whoever wrote it down does not close it alone: closing is for those who may approve. */
export const incidentLife = lifecycle<State>({ name: "handling", noun: dataIncident as never, field: "state", states, initial: "open", transitions });
