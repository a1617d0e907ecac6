// A generated sample for tests and benchmarks: strata, clusters, weights, people who answer alike within a cluster. Nobody real.
import { seeded } from "../../methods/stats/random.ts";

const REGIONS = ["SN01", "SN02", "SN03", "SN04", "SN05", "SN06", "SN07", "SN08", "SN09", "SN10", "SN11", "SN12", "SN13", "SN14"];
const PER_CLUSTER = 25;

export const SAMPLE_HEADER = ["region", "stratum", "cluster", "weight", "sex", "age", "aware", "trust", "rare", "income"] as const;

/** Rows of words, as a file has them. */
export function sampleSurvey(respondents: number, seed = 20240615): string[][] {
  const random = seeded(seed);
  const clusters = Math.ceil(respondents / PER_CLUSTER);
  const rows: string[][] = [];
  for (let c = 0; c < clusters; c++) {
    const region = c % REGIONS.length;
    const isTown = Math.floor(c / REGIONS.length) % 3 === 0;
    const lean = (random() - 0.5) * 0.5;
    const weight = Math.round((20 + 80 * random()) * 1_000) / 1_000;
    for (let i = 0; i < PER_CLUSTER && rows.length < respondents; i++) {
      const pick = <T>(...choices: [T, number][]): T => { let at = random(); for (const [one, chance] of choices) { at -= chance; if (at < 0) return one; } return choices.at(-1)![0]; };
      const aware = Math.min(0.95, Math.max(0.05, 0.35 + region * 0.02 + lean + (isTown ? 0.15 : 0)));
      rows.push([
        REGIONS[region]!, `${REGIONS[region]}-${isTown ? "town" : "country"}`, `c${c}`, String(weight), pick(["F", 0.52], ["M", 0.48]), String(15 + Math.floor(random() * 60)),
        random() < 0.03 ? "" : pick(["yes", aware], ["no", 1 - aware]), pick(["army", 0.5 + lean / 2], ["chief", 0.3], ["nobody", 0.2 - lean / 2]), random() < 0.012 ? "yes" : "no", String(Math.round(20_000 * (1 + random()) * (isTown ? 2 : 1))),
      ]);
    }
  }
  return rows;
}

export const sampleCsv = (respondents: number, seed?: number): string => [SAMPLE_HEADER.join(","), ...sampleSurvey(respondents, seed).map((row) => row.join(","))].join("\n");

export const SAMPLE_MAPPING = {
  instrument: { name: "Enquête d’essai, générée" }, wave: { name: "essai", from: "2024-06-01", to: "2024-06-30" },
  area: "region", weight: "weight", stratum: "stratum", cluster: "cluster", sex: "sex", age: "age", interval: "logit",
  questions: [
    { key: "aware", name: "Connaît la menace", kind: "single", column: "aware", wording: { fr: "Avez-vous entendu parler de cette menace ?" } },
    { key: "trust", name: "À qui le dirait d’abord", kind: "single", column: "trust" },
    { key: "rare", name: "A été approché", kind: "single", column: "rare" },
    { key: "income", name: "Revenu du mois", kind: "number", column: "income" },
  ],
};
