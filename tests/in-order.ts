// In what order do test files run? The longest first, so that none is still at work alone when all others are done; and journeys,
// which wait for browsers, spread over the whole run, so that others compute meanwhile.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** As measured on two cores. A file that is not named here is taken for an ordinary one. */
const SECONDS: Readonly<Record<string, number>> = {
  "tests/journeys/accessible": 100, "tests/journeys/area": 80, "tests/journeys/flows": 80, "tests/journeys/demonstration": 85, "tests/journeys/factors": 75, "tests/journeys/triage": 75, "tests/journeys/field-form-link": 75,
  "tests/leaks.db": 150, "src/platform/view-as.db": 25, "src/platform/upgrade.db": 30, "src/field/people/sentinels.db": 30, "src/exchange/alerts/alerts.db": 25, "src/factors/no-person.db": 25, "tests/field/hostile.db": 30, "tests/nodes/fuzz.db": 25,
  "tests/keeping/up": 50, "tests/keeping/start": 45, "tests/keeping/intake": 30, "tests/keeping/erasure": 25, "tests/keeping/plain-owner": 25, "src/places/real-gazetteers.db": 40,
};
const ORDINARY = { journeys: 30, database: 8, logic: 2 };

const isJourney = ({ project }: TestSpecification) => project.name === "journeys";

function secondsOf(file: TestSpecification): number {
  const named = Object.keys(SECONDS).find((name) => file.moduleId.includes(`/${name}.`));
  return named ? SECONDS[named]! : isJourney(file) ? ORDINARY.journeys : file.project.name === "logic" ? ORDINARY.logic : ORDINARY.database;
}

export class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...spread(files.filter(isJourney)), ...spread(files.filter((file) => !isJourney(file)))].sort((a, b) => a.at - b.at).map(({ file }) => file);
  }
}

/** Each with the part of its group's work that is before it: groups merged by that begin and end together. */
function spread(files: TestSpecification[]): { file: TestSpecification; at: number }[] {
  const longestFirst = files.map((file) => ({ file, seconds: secondsOf(file) })).sort((a, b) => b.seconds - a.seconds);
  const total = longestFirst.reduce((sum, { seconds }) => sum + seconds, 0);
  let before = 0;
  return longestFirst.map(({ file, seconds }) => ({ file, at: (before += seconds) / total - seconds / total }));
}
