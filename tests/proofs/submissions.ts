// A filled form of 250 questions, the same for the same seed and number: short words, longer sentences, numbers, choices, blanks.
import { createHash } from "node:crypto";
import { uuidOf } from "../../src/field/ways/repeat-id.ts";
import { seeded } from "../../src/methods/stats/random.ts";

export const QUESTIONS = 250;

export interface Submission {
  id: string;
  answers: Record<string, string>;
}

const WORDS = ["village", "rivière", "piste", "marché", "puits", "troupeau", "pont", "école", "barrage", "pirogue", "forage", "campement", "gué", "colline", "champ", "moulin", "dispensaire", "carrefour", "berge", "plateau"];
/** What a telephone's clock and the seed make of an id: version 7, so that ids of one run lie together. */
const FIRST_MS = Date.UTC(2026, 0, 1);

export function submission(seed: number, n: number): Submission {
  const random = seeded(seed * 1_000_003 + n);
  const pick = () => WORDS[Math.floor(random() * WORDS.length)]!;
  const answers: Record<string, string> = {};
  for (let question = 1; question <= QUESTIONS; question++) {
    const kind = question % 10;
    answers[`q${String(question).padStart(3, "0")}`] =
      kind < 4 ? String(Math.floor(random() * 5) + 1) // a choice
        : kind < 6 ? String(Math.floor(random() * 400)) // a number
          : kind === 6 ? "" // passed over
            : kind === 9 ? Array.from({ length: 8 }, pick).join(" ") // a sentence
              : `${pick()} ${pick()}`;
  }
  return { id: idOf(seed, n), answers };
}

export function idOf(seed: number, n: number): string {
  const bytes = createHash("sha256").update(`submission ${seed} ${n}`).digest().subarray(0, 16);
  bytes.writeUIntBE(FIRST_MS + n, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What goes over the wire, by the way it takes. */
export interface Way {
  path: string;
  headers: Record<string, string>;
  bodyOf(one: Submission): Buffer;
  /** Statuses that mean "kept for good". */
  kept: readonly number[];
}

/** What was answered, whichever way it came: a question that was passed over says nothing. */
export const answered = ({ answers }: Pick<Submission, "answers">): string => JSON.stringify(Object.entries(answers).filter(([, words]) => words !== "").sort());

export const asJson: Way = {
  path: "/api/field/reports",
  headers: { "content-type": "application/json" },
  bodyOf: ({ id, answers }) => Buffer.from(JSON.stringify({ id, way: "api", form: "soak", answers })),
  kept: [200, 201],
};

/** As ODK Collect sends a filled form. Its id here is made from the form's own `instanceID`. */
export const asOpenRosa: Way = {
  path: "/openrosa/submission",
  headers: { "x-openrosa-version": "1.0", "content-type": "multipart/form-data; boundary=soak-boundary" },
  bodyOf: ({ id, answers }) => Buffer.from([
    "--soak-boundary", 'Content-Disposition: form-data; name="xml_submission_file"; filename="submission.xml"', "Content-Type: text/xml", "",
    `<?xml version='1.0' ?><data id="soak" version="1"><meta><instanceID>uuid:${id}</instanceID></meta>${Object.entries(answers).map(([name, words]) => `<${name}>${words}</${name}>`).join("")}</data>`,
    "--soak-boundary--", ""].join("\r\n")),
  kept: [201, 202],
};

export const WAYS = {
  json: { way: asJson, idOf: ({ id }: Submission) => id },
  openrosa: { way: asOpenRosa, idOf: ({ id }: Submission) => uuidOf(`odk uuid:${id}`) },
} as const;
export type WayName = keyof typeof WAYS;
