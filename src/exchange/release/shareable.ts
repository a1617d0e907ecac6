/**
 * What of a record could leave at all: its coded fields, its days, its areas with their ancestors. Free text, titles, names,
 * citations, references and structures are not here, so that no agreement can let them out.
 */
import type { Field, FieldKind, Fields } from "../../platform/field.ts";
import type { AnyNoun, Row } from "../../platform/noun.ts";
import type { Marking } from "../../platform/marking.ts";
import { displacement } from "../../evidence/displacement.noun.ts";
import { event } from "../../evidence/event.noun.ts";
import type { Geography } from "../../places/index.ts";
import { alert, type Affected, type Info } from "../alerts/alert.noun.ts";
import type { Shareable, Subject, Where } from "./policy.ts";

export const SUBJECT_NOUNS = { alert, event, displacement } as const satisfies Readonly<Partial<Record<Subject, AnyNoun>>>;
export type PlainSubject = keyof typeof SUBJECT_NOUNS;

const CODED: readonly FieldKind[] = ["code", "codes", "integer", "decimal", "flag"];
/** Told elsewhere in the document, or nobody's business outside. A sector that was made to pay is a victim, not a finding. */
const LEFT_OUT: ReadonlySet<string> = new Set(["kind", "state", "country", "functions", "payerSector", "datePrecision", "basis", "isTest"]);

/** What a record alone does not say. Unless told otherwise, words are taken to name a village. */
export interface Beside {
  /** Of the records it is about. */
  markings?: readonly Marking[];
  /** An officer's summary; an alert brings its own. */
  words?: readonly Partial<Info>[];
  namesFinePlace?: (text: string) => boolean;
}

export function shareable(subject: PlainSubject, row: Row, geography: Geography, { markings = [], words, namesFinePlace = () => true }: Beside = {}): Shareable {
  const content = row.content as Record<string, any>;
  const point = content.geometry?.coordinates as [number, number] | undefined;
  const said = words ?? (subject === "alert" ? (content.info as Info[] | undefined) : undefined) ?? [];
  return {
    // What came from elsewhere stays its sender's: it is not ours to hand on.
    subject, id: row.id, version: row.version, owner: content.capSender ? `from ${content.capSender}` : row.owner, markings: [row.marking, ...markings], isExercise: row.status === "exercise", isWithdrawn: row.withdrawn,
    ...(subject === "alert" && content.expires ? { expires: content.expires } : {}),
    kind: content.kind,
    where: subject === "alert" ? (content.affected as Affected[] | undefined ?? []).map((one) => whereOfAffected(one, geography)) : whereOf(content, geography),
    ...(point && ["exact", "near"].includes(content.placePrecision) ? { point } : {}),
    days: { from: content.occurredFrom ?? content.periodFrom ?? content.onset ?? content.sentAt, to: content.occurredTo ?? content.periodTo ?? content.expires },
    coded: { ...codedOf(SUBJECT_NOUNS[subject], content), ...(content.actors ? { actorKinds: [...new Set((content.actors as { kind: string }[]).map(({ kind }) => kind))].sort() } : {}) },
    words: said.map(({ language, ...text }) => ({ language: language!, text, namesFinePlace: namesFinePlace(Object.values(text).join("\n")) })),
  };
}

function codedOf(noun: AnyNoun, content: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(noun.fields as Fields).filter(([name, field]: [string, Field]) => CODED.includes(field.kind) && !field.isFreeText && !LEFT_OUT.has(name));
  return Object.fromEntries(fields.flatMap(([name]) => (content[name] === undefined ? [] : [[name, content[name]]])));
}

function whereOf(content: Record<string, any>, geography: Geography): Where[] {
  const { country, area, admin1, admin2 } = content;
  const finest = area ?? admin2 ?? admin1;
  const ancestors = finest ? geography.ancestors(finest) : [];
  const at = (level: number) => [geography.areaByPcode(finest ?? ""), ...ancestors].find((one) => one?.level === level)?.pcode;
  return [named({ country, admin1: admin1 ?? at(1), admin2: admin2 ?? at(2), exact: finest }, geography)];
}

function whereOfAffected({ country, admin1, admin2, pcode, name, because }: Affected, geography: Geography): Where {
  const where = named({ country, admin1, admin2, exact: pcode }, geography);
  return { ...where, exactName: where.exactName ?? name, because };
}

function named({ country, admin1, admin2, exact }: { country: string; admin1?: string | undefined; admin2?: string | undefined; exact?: string | undefined }, geography: Geography): Where {
  const nameOf = (pcode: string | undefined) => (pcode === undefined ? undefined : geography.areaByPcode(pcode)?.name);
  const entries = { country, countryName: nameOf(country), admin1, admin1Name: nameOf(admin1), admin2, admin2Name: nameOf(admin2), exact, exactName: nameOf(exact) };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as unknown as Where;
}
