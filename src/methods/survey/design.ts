/**
 * How were the people of a survey chosen?
 *
 * Out of strata, clusters (villages, enumeration areas) were drawn; out of each cluster,
 * units (households) or everybody. Whoever was drawn together answers alike, so the
 * uncertainty comes from how far the clusters of a stratum differ, not from the number
 * of respondents. Columns hold one entry per respondent. A cluster belongs to its
 * stratum: the same word in two strata means two clusters.
 * As svydesign(nest = TRUE) of R's survey 4.1 (Lumley 2010).
 */
export type Codes = ArrayLike<string | number>;

export interface DesignColumns {
  respondents: number;
  /** For how many people each stands. Left out: from the sizes below where given, or else 1 each. */
  weights?: ArrayLike<number>;
  strata?: Codes;
  /** Drawn first. Left out: each respondent was drawn alone. */
  clusters?: Codes;
  /** Drawn second, within the cluster. Only of use with `unitsInCluster`. */
  units?: Codes;
  /** How many clusters the stratum has in all, drawn or not: the finite population correction. */
  clustersInStratum?: ArrayLike<number>;
  /** How many units the cluster has in all. */
  unitsInCluster?: ArrayLike<number>;
  /**
   * A stratum with a single cluster shows no difference between clusters. `adjust` measures it
   * from the average of all (cautious), `certainty` counts it as none, `refuse` throws.
   */
  lonely?: "adjust" | "certainty" | "refuse";
}

/** One level of drawing: who belongs to which unit, which unit to which group it was drawn from. */
export interface Stage {
  unitOf: Int32Array;
  groupOf: Int32Array;
  /** How many units were drawn from each group. */
  drawn: Int32Array;
  /** Share of the group's units that was not drawn: 1 where the group is endless or its size unknown. */
  leftOut: Float64Array;
}

export interface SurveyDesign {
  respondents: number;
  weights: Float64Array;
  first: Stage;
  /** Present only where the sizes of the clusters are known: without them the first stage holds all the uncertainty. */
  second: Stage | undefined;
  lonely: "adjust" | "certainty" | "refuse";
}

export function surveyDesign(columns: DesignColumns): SurveyDesign {
  const { respondents, lonely = "adjust" } = columns;
  if (!(Number.isInteger(respondents) && respondents > 0)) throw new RangeError(`a survey needs respondents, not ${respondents}`);
  for (const name of ["weights", "strata", "clusters", "units", "clustersInStratum", "unitsInCluster"] as const) {
    const { length } = columns[name] ?? { length: respondents };
    if (length !== respondents) throw new RangeError(`${name} has ${length} entries for ${respondents} respondents`);
  }
  const strata = columns.strata ? coded(columns.strata) : new Int32Array(respondents);
  const first = stage(columns.clusters, strata, columns.clustersInStratum, "clustersInStratum");
  const second = columns.unitsInCluster && stage(columns.units, first.unitOf, columns.unitsInCluster, "unitsInCluster");
  return { respondents, weights: weightsOf(columns, first, second), first, second, lonely };
}

/** Who belongs to each group, e.g. to each area: rows by key, those without a key (null, undefined) left out. */
export function domains<K extends string | number>(keys: ArrayLike<K | null | undefined>): Map<K, Int32Array> {
  const rows = new Map<K, number[]>();
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row];
    if (key === null || key === undefined) continue;
    const found = rows.get(key);
    if (found) found.push(row);
    else rows.set(key, [row]);
  }
  return new Map([...rows].map(([key, found]) => [key, Int32Array.from(found)]));
}

function stage(units: Codes | undefined, groups: Int32Array, sizes: ArrayLike<number> | undefined, name: string): Stage {
  const unitOf = units ? coded(units, groups) : Int32Array.from(groups, (_, row) => row);
  const groupOf = new Int32Array(1 + maximum(unitOf));
  const groupCount = 1 + maximum(groups);
  unitOf.forEach((unit, row) => (groupOf[unit] = groups[row]!));
  const drawn = new Int32Array(groupCount);
  for (const group of groupOf) drawn[group]! += 1;
  const leftOut = new Float64Array(groupCount).fill(1);
  const seen = new Float64Array(groupCount).fill(NaN);
  if (sizes) groups.forEach((group, row) => {
    const size = sizes[row]!;
    if (!(size >= drawn[group]!)) throw new RangeError(`${name}: ${drawn[group]} were drawn from ${size}`);
    if (size !== (seen[group] = Number.isNaN(seen[group]!) ? size : seen[group]!)) throw new RangeError(`${name}: one group is both ${seen[group]} and ${size} large`);
    leftOut[group] = size === Infinity ? 1 : (size - drawn[group]!) / size;
  });
  return { unitOf, groupOf, drawn, leftOut };
}

function weightsOf({ weights, respondents, clustersInStratum }: DesignColumns, first: Stage, second: Stage | undefined): Float64Array {
  const share = ({ leftOut, groupOf, unitOf }: Stage, row: number) => 1 - leftOut[groupOf[unitOf[row]!]!]!;
  const drawnFrom = (row: number) => (clustersInStratum ? 1 / share(first, row) : 1) * (second ? 1 / share(second, row) : 1);
  return Float64Array.from({ length: respondents }, (_, row) => {
    const weight = weights ? weights[row]! : drawnFrom(row);
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`a weight must be a number from 0 on, not ${weight}`);
    return weight;
  });
}

/** Numbers from 0 on for words, apart within each group. */
function coded(words: Codes, groups?: Int32Array): Int32Array {
  const perGroup: Map<string | number, number>[] = [];
  let next = 0;
  return Int32Array.from({ length: words.length }, (_, row) => {
    const known = (perGroup[groups?.[row] ?? 0] ??= new Map());
    const word = words[row]!;
    let code = known.get(word);
    if (code === undefined) known.set(word, (code = next++));
    return code;
  });
}

const maximum = (codes: Int32Array): number => codes.reduce((most, code) => Math.max(most, code), -1);
