/** The shapes of the picture's answers, for the API's readers. */
import { z } from "zod";

const Words = z.object({ fr: z.string(), en: z.string(), ar: z.string() });
const Day = z.iso.date();
const Days = z.object({ from: Day, to: Day });
export const TollShape = z.object({ count: z.int(), fatalities: z.int(), unknown: z.int() });
const CoverageWord = z.enum(["full", "part", "none"]);
const StateWord = z.enum(["value", "zero", "no-data", "suppressed"]);
const Span = z.object({ country: z.string(), from: Day, to: Day });

export const OriginAnswer = z.object({
  method: z.object({ name: z.string(), version: z.int(), words: Words }),
  seq: z.int(), filter: z.record(z.string(), z.unknown()), events: z.int(),
  sources: z.array(z.object({
    id: z.uuid(), events: z.int(), name: z.string().optional(), kind: z.string().optional(), reliability: z.string().optional(), independenceGroup: z.string().optional(),
    coverage: z.array(Span), isCovering: z.boolean(),
  })),
  moreSources: z.int(), gradings: z.array(z.object({ grading: z.string(), events: z.int() })),
});

const ChangeShape = z.object({ ratio: z.number().nullable(), lower: z.number(), upper: z.number().nullable(), isUncertain: z.boolean() });
const Bucket = TollShape.extend({ byCountry: z.array(TollShape.extend({ country: z.string() })) });
export const ShadingShape = z.object({
  method: z.enum(["natural-breaks", "fixed"]),
  classes: z.array(z.object({ from: z.number(), to: z.number().nullable(), areas: z.int() })),
  histogram: z.array(z.object({ from: z.number(), to: z.number(), areas: z.int() })),
});

export const AreasAnswer = z.object({
  level: z.int(), measure: z.enum(["events", "fatalities", "change"]),
  period: Days.extend({ isStated: z.boolean() }).nullable(), against: Days.optional(), total: TollShape,
  areas: z.array(TollShape.extend({
    pcode: z.string(), name: z.string(), country: z.string(), parentPcode: z.string().optional(), isFormer: z.boolean(),
    value: z.number().nullable(), state: StateWord, reason: z.enum(["not-covered", "partly-covered", "toll-not-known", "no-period", "no-outline"]).optional(),
    coverage: CoverageWord, class: z.int().nullable(), change: ChangeShape.extend({ before: z.int(), now: z.int() }).optional(),
  })),
  outside: Bucket, unlocated: Bucket, shading: ShadingShape, provenance: OriginAnswer,
});

const Step = TollShape.extend({ from: Day, to: Day, state: StateWord, coverage: CoverageWord, coveredShare: z.number(), vague: z.int() });
export const TimelineAnswer = z.object({
  by: z.enum(["week", "month", "year"]), steps: z.array(Step), earlier: TollShape, total: TollShape, countries: z.array(z.string()), provenance: OriginAnswer,
});

const Claimed = z.object({
  id: z.uuid(), title: z.string(), figureWords: z.string().optional(), figureLow: z.number().optional(), figureHigh: z.number().optional(), compares: z.array(z.string()),
  saidOn: Day, expiresOn: Day, reliability: z.string(), credibility: z.string(), corroboration: z.string(), source: z.uuid(), sourceName: z.string().optional(), citation: z.string().optional(),
});

const PeriodCount = TollShape.extend({
  from: Day, to: Day, days: z.int(), coverage: z.object({ state: CoverageWord, coveredDays: z.int(), days: z.int() }),
  activeSources: z.int(), independentGroups: z.int(), covering: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
const GrowthShape = z.object({
  before: PeriodCount, now: PeriodCount, change: ChangeShape.nullable(), comparability: z.enum(["comparable", "not-covered", "other-sources", "no-events"]), words: Words,
});

const SurgeShape = z.object({
  pcode: z.string(), state: z.enum(["surge", "high-surge", "usual", "not-covered", "not-enough-history"]), observed: z.int().nullable(), expected: z.number().nullable(),
  chance: z.number().nullable(), adjusted: z.number().nullable(), weeksKnown: z.int(),
});
const Judged = { week: Days, tested: z.int(), baselineWeeks: z.int(), falseDiscoveryRate: z.number(), provenance: OriginAnswer };

export const SurgesAnswer = z.object({
  ...Judged, level: z.int(), areas: z.array(SurgeShape.extend({ name: z.string(), country: z.string() })), leftOut: z.object({ vague: z.int(), unplaced: z.int() }),
});

const AreaName = z.object({ pcode: z.string(), name: z.string(), level: z.int(), areaType: z.string().optional() });
export const AreaPageAnswer = z.object({
  area: AreaName.extend({ spellings: z.array(z.string()), country: z.string(), boundaryPrecisionKm: z.number().optional(), isFormer: z.boolean() }),
  above: z.array(AreaName), total: TollShape.extend({ state: StateWord }), byYear: z.array(Step), byMonth: z.array(Step), byKind: z.array(TollShape.extend({ kind: z.string() })),
  growth: GrowthShape.extend({ chosenBy: z.enum(["asked", "claim", "default"]) }),
  claims: z.array(Claimed.extend({ isExpired: z.boolean(), own: GrowthShape.nullable(), verdict: z.enum(["agrees", "disagrees", "undecided", "cannot-be-tested"]), words: Words })),
  recurrences: z.array(Claimed.extend({ about: z.array(z.uuid()) })),
  surge: SurgeShape.extend(Judged).optional(),
  border: z.object({ km: z.number(), country: z.string(), precisionKm: z.number().nullable(), from: z.tuple([z.number(), z.number()]) }).nullable(),
  neighbours: z.array(TollShape.extend({ pcode: z.string(), name: z.string(), country: z.string(), state: StateWord })),
  latest: z.array(z.record(z.string(), z.unknown())), provenance: OriginAnswer,
});

export const RepeatsAnswer = z.object({
  event: z.uuid(), kind: z.string(), withinKm: z.number(), withinDays: z.int(), nth: z.int().nullable(),
  earlier: z.array(z.object({
    id: z.uuid(), title: z.string().optional(), kind: z.string(), occurredFrom: Day, occurredTo: Day, datePrecision: z.string(), placeName: z.string().optional(),
    placePrecision: z.string(), grading: z.string(), km: z.number(), daysBefore: z.int(),
  })),
  asserted: z.array(Claimed.extend({ placeName: z.string().optional(), isListed: z.boolean() })), words: Words, provenance: OriginAnswer,
});

const ObservedShape = z.object({ observations: z.int(), events: z.int() });
const Line = z.object({ type: z.enum(["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]), coordinates: z.array(z.any()) });
const End = z.object({ pcode: z.string(), name: z.string() });
const CorridorShape = z.object({
  key: z.string(), kind: z.enum(["crossing", "route", "reach", "areas", "area", "unsaid"]), id: z.uuid().optional(), name: z.string().optional(), from: End.optional(), to: End.optional(), geometry: Line.nullable(),
});

export const FlowsAnswer = z.object({
  by: z.enum(["month", "year"]), total: ObservedShape, eventsOnly: z.array(z.string()),
  lines: z.array(ObservedShape.extend({
    commodity: z.string(), corridor: CorridorShape, byPeriod: z.array(ObservedShape.extend({ period: z.string() })), undated: ObservedShape,
    records: z.array(z.object({
      id: z.uuid(), title: z.string(), commodity: z.string(), periodFrom: Day, periodTo: Day, datePrecision: z.string(), movement: z.string().optional(),
      quantity: z.number().optional(), quantityUnit: z.string().optional(), quantityWords: z.string().optional(), grading: z.string(), source: z.uuid(),
      fromArea: z.string().optional(), toArea: z.string().optional(), route: z.uuid().optional(), reach: z.uuid().optional(), crossing: z.uuid().optional(),
    })),
  })),
  seasons: z.array(z.object({ commodity: z.string(), months: z.array(ObservedShape).length(12), undated: ObservedShape, years: z.int() })),
  provenance: OriginAnswer,
});

const HeadsShape = z.object({ events: z.int(), taken: z.int(), takenNotSaid: z.int(), recovered: z.int(), recoveredNotSaid: z.int() });
export const CattleAnswer = z.object({
  total: HeadsShape, byMonth: z.array(HeadsShape.extend({ month: z.string() })), undated: HeadsShape,
  byCorridor: z.array(HeadsShape.extend({ corridor: CorridorShape })), byDirection: z.array(HeadsShape.extend({ headedFor: z.string().nullable() })), provenance: OriginAnswer,
});

export const MinesAnswer = z.object({
  withinKm: z.number(),
  sites: z.array(z.object({
    id: z.uuid(), name: z.string(), kind: z.string(), area: z.string().optional(), country: z.string().optional(), placePrecision: z.string().optional(), coordinates: z.tuple([z.number(), z.number()]).optional(),
    around: z.object({ certain: TollShape, possible: TollShape, kinds: z.array(z.object({ kind: z.string(), certain: z.int(), possible: z.int() })), latest: Day.optional() }).optional(),
  })),
  provenance: OriginAnswer,
});

const StatementShape = z.object({ id: z.uuid(), state: z.string(), since: Day, until: Day.optional(), effect: z.string().optional(), source: z.string(), grading: z.string(), geometry: Line.nullable() });
export const AccessAnswer = z.object({
  on: Day, method: OriginAnswer.shape.method,
  rows: z.array(z.object({
    noun: z.enum(["route", "reach", "crossing", "stretch"]), id: z.uuid().optional(), name: z.string(), stretch: z.string().optional(),
    state: z.string().nullable(), current: StatementShape.nullable(), disputedBy: z.array(StatementShape),
  })),
});
