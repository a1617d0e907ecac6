/** What has been answered so far, and the report that it makes. "I do not know" is an answer; a question that was not reached has none. */
import type { Incoming, Said } from "../../src/field/intake/incoming.ts";
import { subject } from "./subjects.ts";

export type HowKnown = NonNullable<Said["howKnown"]>;
export const DON_T_KNOW = "unknown";

export interface Where {
  /** As it was picked or written. */
  place?: string;
  placeId?: string;
  area?: string;
  /** The areas that hold it, for the eye. */
  within?: string[];
  near?: string;
  towards?: string;
  point?: [lon: number, lat: number];
  /** How far off the point may be, as the sender chose. */
  roundedKm?: number;
}

export interface Attached { key: string; type: string; bytes: number; sha256: string }

export interface Draft {
  subject?: string;
  /** How many animals, people …, where the subject can be counted. */
  count?: number | typeof DON_T_KNOW;
  where?: Where | typeof DON_T_KNOW;
  /** YYYY-MM-DD, or how long ago where no day is known. */
  when?: string;
  howKnown?: HowKnown | typeof DON_T_KNOW;
  words?: string;
  attached?: Attached[];
  phone?: string;
}

export const WHEN_WORDS = ["this-week", "this-month", "earlier", DON_T_KNOW] as const;
const isDay = (when: string | undefined) => /^\d{4}-\d\d-\d\d$/.test(when ?? "");

export const isEmpty = (draft: Draft): boolean => Object.values(draft).every((answer) => answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0));

/** Enough to be sent: what it is about, or words of one's own, or something recorded. */
export const maySend = ({ subject: about, words, attached }: Draft): boolean => Boolean(about ?? words?.trim()) || (attached?.length ?? 0) > 0;

export const SPOKEN = ["fr", "en", "ar"] as const;

export function reportOf(id: string, draft: Draft, language: string): Incoming {
  const { where, when, howKnown, words, count, attached, phone } = draft;
  const about = draft.subject ? subject(draft.subject) : undefined;
  const there = typeof where === "object" ? where : undefined;
  const said: Said = {
    ...(about?.kind ? { kind: about.kind } : {}),
    ...given("place", there?.place), ...given("placeId", there?.placeId), ...given("area", there?.area), ...given("near", there?.near), ...given("towards", there?.towards), ...given("point", there?.point),
    ...(isDay(when) ? { on: when } : {}),
    ...(howKnown && howKnown !== DON_T_KNOW ? { howKnown } : {}),
    ...(typeof count === "number" ? { numbers: [{ value: count, ...(about?.counted ? { of: about.counted } : {}) }] } : {}),
  };
  const answers = {
    ...(there?.roundedKm === undefined ? {} : { pointWithinKm: there.roundedKm }),
    ...(when && !isDay(when) ? { when } : {}),
    ...(where === DON_T_KNOW ? { where } : {}), ...(howKnown === DON_T_KNOW ? { howKnown } : {}), ...(count === DON_T_KNOW ? { count } : {}),
  };
  return {
    id, way: "web", ...(Object.keys(said).length > 0 ? { said } : {}), ...(Object.keys(answers).length > 0 ? { answers } : {}), ...given("text", words?.trim() || undefined),
    ...(attached?.length ? { media: attached.map(({ sha256, type, bytes }) => ({ sha256, type, bytes })) } : {}),
    ...(phone ? { contact: { channel: "sms", address: phone, wantsReply: true } } : {}),
    // The office writes back in one of these; whoever reads another reads French beside it.
    language: SPOKEN.find((one) => one === language) ?? "fr",
  };
}

const given = <K extends string, V>(name: K, value: V | undefined) => (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
