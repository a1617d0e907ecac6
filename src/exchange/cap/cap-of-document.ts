/** A released alert as CAP 1.2: made from the signed document, so that it says no more than that. */
import { codeList } from "../../platform/codes.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { nameOf, standardWords } from "../alerts/standard-words.ts";
import type { Where } from "../release/policy.ts";
import { capTime, type CapAlert, type CapReference } from "./cap-alert.ts";

export interface Told {
  identifier: string;
  country: string;
  marking: string;
  content: { kind: string; status: "Actual" | "Exercise"; where: readonly Where[]; coded: Readonly<Record<string, unknown>>; words?: readonly Readonly<Record<string, string>>[]; from?: string };
  sent: string;
  expires?: string;
  isTest?: boolean;
  references: readonly CapReference[];
}

export const KIND_CODE = "faleme:event-kind";
export const PCODE = "pcode";
export const capSender = (country: string) => `faleme.node.${country.toLowerCase()}`;

export function capOf({ identifier, country, marking, content, sent, expires, isTest, references }: Told): CapAlert {
  const coded = content.coded as { category?: string; urgency?: string; severity?: string; certainty?: string; messageType?: string; responses?: string[] };
  const where = [...content.where];
  const known = { kind: content.kind, severity: coded.severity ?? "Unknown", certainty: coded.certainty ?? "Unknown", where, ...(content.from ? { from: content.from } : {}) };
  return {
    identifier, sender: capSender(country), sent: capTime(sent), status: content.status === "Exercise" ? "Exercise" : isTest ? "Test" : "Actual", messageType: (coded.messageType ?? "Alert") as CapAlert["messageType"],
    ...(marking === "CLEAR" ? { scope: "Public" as const } : { scope: "Restricted" as const, restriction: `TLP:${marking}` }), codes: [],
    ...(content.status === "Exercise" ? { note: "EXERCICE – EXERCISE – تمرين" } : {}), references: [...references], hasSignature: false,
    infos: LANGUAGES.map((language) => {
      const written = content.words?.find((one) => one.language === language);
      const { headline, description, instruction, relay } = { ...standardWords(known, language), ...written } as { headline: string; description: string; instruction: string; relay: string };
      return {
        language, categories: [coded.category ?? "Security"], event: codeList("event-kind").codes.get(content.kind)?.labels[language] ?? content.kind, responses: coded.responses ?? [],
        urgency: coded.urgency ?? "Unknown", severity: coded.severity ?? "Unknown", certainty: coded.certainty ?? "Unknown", ...(expires ? { expires: capTime(expires) } : {}), senderName: capSender(country), headline, description, instruction,
        eventCodes: [{ name: KIND_CODE, value: content.kind }], parameters: [{ name: "faleme:relay", value: relay }],
        // One area each: tools that read CAP tell them apart, and none needs an outline that it may not have.
        areas: where.map((one) => ({ areaDesc: nameOf(one, language), polygons: [], circles: [], geocodes: [{ name: PCODE, value: one.exact ?? one.admin2 ?? one.admin1 ?? one.country }] })),
      };
    }),
  };
}

/** The answer to a message from elsewhere: that it was received, or that it could not be read. */
export function capAnswer(type: "Ack" | "Error", { identifier, country, now, isExercise, to, note }: { identifier: string; country: string; now: string; isExercise: boolean; to: CapReference; note: string }): CapAlert {
  return { identifier, sender: capSender(country), sent: capTime(now), status: isExercise ? "Exercise" : "Actual", messageType: type, scope: "Private", addresses: to.sender.includes(" ") ? `"${to.sender}"` : to.sender, codes: [], note, references: [to], infos: [], hasSignature: false };
}
