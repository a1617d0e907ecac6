/** Where is this number from? Method and version, what went in, which sources with their grades and coverage. */
import { labels, type Labels } from "../../platform/language.ts";
import type { EventFilter, MeantFilter } from "../event-filter.ts";
import type { CoverageSpan } from "../source.noun.ts";
import type { SourceRow } from "./queries.ts";
import type { Tally } from "./tally.ts";

export interface Method { name: string; version: number; words: Labels }

const method = (name: string, version: number, fr: string, en: string, ar: string): Method => ({ name, version, words: labels([fr, en, ar]) });

/** A method whose answers change gets a new version. */
export const METHODS = {
  areas: method("area-counts", 1,
    "Chaque événement compte une fois, dans la zone où il est connu pour avoir eu lieu ; hors de toute zone ou non situé, il est compté à part. Zéro seulement là où une source dit avoir couvert le pays pendant toute la période.",
    "Each event counts once, in the area where it is known to have happened; outside every area, or not placed, it is counted apart. Zero only where a source says that it covered the country for the whole period.",
    "يُحسب كل حدث مرة واحدة في المنطقة المعروف وقوعه فيها؛ وما كان خارج كل منطقة أو غير محدد الموقع يُحسب على حدة. لا يُكتب الصفر إلا حيث صرّح مصدر بأنه غطى البلد طوال الفترة."),
  change: method("period-ratio", 1,
    "Rapport des événements par jour de deux périodes, avec intervalle exact à 95 % (deux comptes de Poisson, Przyborowski et Wilenski 1940). Il suppose que l’attention des sources n’a pas changé.",
    "Ratio of events a day in two periods, with its exact 95 % interval (two Poisson counts, Przyborowski and Wilenski 1940). It assumes that the sources’ attention did not change.",
    "نسبة الأحداث اليومية بين فترتين مع مجال دقيق بنسبة 95 % (عددان بتوزيع بواسون، Przyborowski وWilenski 1940). تفترض النسبة أن اهتمام المصادر لم يتغير."),
  timeline: method("period-counts", 1,
    "Chaque événement compte une fois, dans la période de son premier jour. Ceux dont la date est plus vague que la période sont signalés.",
    "Each event counts once, in the period of its first day. Those dated more vaguely than the period are pointed out.",
    "يُحسب كل حدث مرة واحدة في فترة يومه الأول. ويُشار إلى الأحداث التي تاريخها أقل دقة من الفترة."),
  surge: method("gamma-poisson-surge", 1,
    "Probabilité d’une semaine aussi chargée si le rythme des 26 semaines précédentes n’avait pas changé (Gamma-Poisson, a priori de Jeffreys), ajustée au nombre de zones examinées (Benjamini et Hochberg 1995). Ni tendance ni saison n’y entrent.",
    "Chance of a week this busy if the pace of the 26 weeks before had not changed (Gamma–Poisson, Jeffreys’ prior), adjusted for the number of areas tested (Benjamini and Hochberg 1995). Neither trend nor season is in it.",
    "احتمال أسبوع بهذه الكثافة لو لم يتغير إيقاع الأسابيع الستة والعشرين السابقة (غاما-بواسون، احتمال قبلي لجيفريز)، معدلاً بعدد المناطق المفحوصة (Benjamini وHochberg 1995). لا يدخل فيه اتجاه ولا موسم."),
  repeats: method("near-repeats", 1,
    "Événements antérieurs du même genre dans un rayon et un délai donnés ; seuls ceux qui ont des coordonnées peuvent être trouvés.",
    "Earlier events of the same kind within a radius and a time; only those with coordinates can be found.",
    "أحداث سابقة من الصنف نفسه ضمن نصف قطر ومدة محددين؛ لا يمكن العثور إلا على ما له إحداثيات."),
  flows: method("flow-counts", 1,
    "Flux observés et événements qui nomment une marchandise, par marchandise, couloir et période. Des observations, non des volumes : ce qui n’est pas vu n’est pas compté.",
    "Observed flows and events that name a commodity, by commodity, corridor and period. Observations, not volumes: what is not seen is not counted.",
    "تدفقات مرصودة وأحداث تذكر سلعة، بحسب السلعة والممر والفترة. هي مشاهدات لا كميات: ما لم يُر لم يُحسب."),
  cattle: method("cattle-counts", 1,
    "Vols de bétail : têtes volées et retrouvées là où le nombre est dit. Un nombre non dit n’est pas zéro.",
    "Cattle thefts: heads taken and recovered where the number is said. A number that is not said is not zero.",
    "سرقات الماشية: الرؤوس المسروقة والمستردة حيث ذُكر العدد. العدد غير المذكور ليس صفراً."),
  mines: method("site-watch", 1,
    "Événements à moins d’une distance donnée de chaque site minier : sûrs quand le lieu est exact, possibles quand il n’est connu qu’à environ 25 km.",
    "Events within a distance of each mining site: certain where the place is exact, possible where it is known only to about 25 km.",
    "أحداث ضمن مسافة من كل موقع تعدين: مؤكدة حيث الموقع دقيق، وممكنة حيث لا يُعرف إلا في حدود 25 كم."),
  access: method("access-states", 1,
    "Dernier état dit de chaque axe, bief ou passage à la date demandée, avec sa source ; là où deux sources se contredisent, les deux.",
    "Last stated condition of each route, reach or crossing on the day asked, with its source; where two sources differ, both.",
    "آخر حالة مذكورة لكل طريق أو مقطع نهري أو معبر في اليوم المطلوب مع مصدرها؛ وحيث يختلف مصدران يُذكر كلاهما."),
} as const;

export interface Provenance {
  method: Method;
  /** Journal number of the last change to an event that is counted. */
  seq: number;
  filter: EventFilter;
  events: number;
  sources: NamedSource[];
  /** Sources beyond those listed. */
  moreSources: number;
  gradings: { grading: string; events: number }[];
}

export interface NamedSource {
  id: string;
  events: number;
  /** Absent where the reader may not read the source itself. */
  name?: string;
  kind?: string;
  reliability?: string;
  independenceGroup?: string;
  coverage: readonly CoverageSpan[];
  /** Whether its silence counts as zero here: it states a coverage, and has reported what is asked for. */
  isCovering: boolean;
}

const MOST_LISTED = 40;

export function provenanceOf(chosen: Method, { seq, filter }: { seq: number; filter: EventFilter }, { total, sources, gradings }: Pick<Tally, "total" | "sources" | "gradings">, known: readonly SourceRow[], covering: ReadonlySet<string>): Provenance {
  const rows = new Map(known.map((row) => [row.id, row]));
  const ids = [...new Set([...sources.keys(), ...covering])];
  const named = ids.map((id): NamedSource => {
    const { name, kind, reliability, independenceGroup, spans = [] } = rows.get(id) ?? {};
    return { id, events: sources.get(id) ?? 0, ...(name === undefined ? {} : { name, kind: kind!, reliability: reliability!, independenceGroup: independenceGroup! }), coverage: spans, isCovering: covering.has(id) };
  }).sort((a, b) => b.events - a.events || Number(b.isCovering) - Number(a.isCovering) || (a.id < b.id ? -1 : 1));
  const { near: _, holdsWords: __, ...asked }: MeantFilter = filter;
  return {
    method: chosen, seq, filter: asked, events: total.count,
    sources: named.slice(0, MOST_LISTED), moreSources: Math.max(0, named.length - MOST_LISTED),
    gradings: [...gradings].map(([grading, events]) => ({ grading, events })),
  };
}
