// Proof: alerts escalate exactly once. Simulated houses run thousands of alerts through the very function that decides, with
// restarts at any point, the machine's clock set a day back or forward, and the directory changed in between. Real time is known
// here, to judge by; the house knows only what it is shown.
import { chainOf, type Listed } from "../../src/exchange/delivery/chain.ts";
import { passed, type HouseClock } from "../../src/exchange/delivery/house-clock.ts";
import { nextStep, type Waiting } from "../../src/exchange/delivery/next-step.ts";
import { seeded } from "../../src/methods/stats/random.ts";

export interface EscalationProof {
  alerts: number; notified: number; answered: number; exhausted: number; restarts: number; clockJumps: number; directoryChanges: number;
  doubled: number; afterAnswer: number; lost: number; late: number; stuck: number;
}

const TICK_SECONDS = 5;
const DAY_SECONDS = 86_400;
const DEADLINE_SECONDS = 600;
const ALERTS_PER_HOUSE = 20;

interface Simulated extends Waiting { first: string; told: string[]; toldAt: number[]; answersAfter: number; answeredAt?: number }

export function proveEscalation(alerts: number, seed: number): EscalationProof {
  const proof: EscalationProof = { alerts, notified: 0, answered: 0, exhausted: 0, restarts: 0, clockJumps: 0, directoryChanges: 0, doubled: 0, afterAnswer: 0, lost: 0, late: 0, stuck: 0 };
  const random = seeded(seed);
  for (let made = 0; made < alerts; made += ALERTS_PER_HOUSE) runHouse(Math.min(ALERTS_PER_HOUSE, alerts - made), random, proof);
  return proof;
}

function runHouse(count: number, random: () => number, proof: EscalationProof): void {
  const chance = (p: number) => random() < p;
  let directory = makeDirectory(random);
  let real = 0;
  let jump = 0;
  let clock: HouseClock = { seconds: 0, seenAt: new Date(0).toISOString() };
  let steadyFrom: number | undefined;
  let downFor = 0;
  const wall = () => new Date((1_740_000_000 + real + jump) * 1_000);
  clock = { ...clock, seenAt: wall().toISOString() };
  const all: Simulated[] = Array.from({ length: count }, () => ({
    state: "open", contacted: [], dueAt: clock.seconds, first: directory[Math.floor(random() * 3)]!.id, told: [], toldAt: [], answersAfter: chance(0.5) ? Math.floor(random() * 3) + 1 : Infinity,
  }));
  for (let tick = 0; all.some(({ state }) => state === "open"); tick++) {
    if (tick > 20_000) { proof.stuck += all.filter(({ state }) => state === "open").length; break; }
    real += TICK_SECONDS;
    if (chance(0.01)) { jump += (chance(0.5) ? 1 : -1) * DAY_SECONDS; proof.clockJumps++; }
    if (chance(0.02)) {
      // A restart: what was not committed is gone, and so is the steady clock.
      const down = Math.floor(random() * 120);
      real += down; downFor += down + TICK_SECONDS; steadyFrom = undefined; proof.restarts++;
    }
    if (chance(0.005)) { directory = changed(directory, random); proof.directoryChanges++; }
    const next = passed(clock, wall(), steadyFrom === undefined ? undefined : real - steadyFrom);
    for (const one of all) {
      if (one.state !== "open") continue;
      const chain = chainOf(one.first, directory, { country: "SN", service: "civil-protection" }).map((link) => ({ ...link, isOnDuty: true }));
      const step = nextStep(one, chain, next.seconds, true);
      // Killed before the commit: nothing was kept, nothing was sent; the same is decided again.
      if (chance(0.1)) continue;
      if (step.kind === "exhausted") { one.state = "exhausted"; proof.exhausted++; if (chain.some(({ id }) => !one.told.includes(id))) proof.lost++; }
      if (step.kind !== "notify") continue;
      if (one.told.includes(step.to.id)) proof.doubled++;
      if (one.answeredAt !== undefined) proof.afterAnswer++;
      one.told.push(step.to.id);
      one.toldAt.push(real);
      proof.notified++;
      one.contacted = [...one.contacted, step.to.id];
      one.dueAt = next.seconds + DEADLINE_SECONDS;
      if (one.told.length === one.answersAfter) { one.state = "answered"; one.answeredAt = real; proof.answered++; }
    }
    clock = next;
    steadyFrom = real;
  }
  // Late: more than the deadline, what the house was down, and the ticks that a kill before the commit may cost.
  for (const { toldAt } of all) for (let i = 1; i < toldAt.length; i++) if (toldAt[i]! - toldAt[i - 1]! > DEADLINE_SECONDS + downFor + 40 * TICK_SECONDS) proof.late++;
}

function makeDirectory(random: () => number): Listed[] {
  const ids = ["c1", "c2", "c3", "d1", "d2", "duty", "top", "minister"];
  return ids.map((id) => ({
    id, country: "SN", service: "civil-protection", isDutyOfficer: id === "duty",
    deputies: id.startsWith("c") ? ["d1", "d2"].filter(() => random() < 0.7) : [], ...(id.startsWith("c") ? { nextLevel: "top" } : id === "top" ? { nextLevel: "minister" } : {}),
  }));
}

/** Somebody leaves, comes back, or stands in for somebody else. */
function changed(directory: readonly Listed[], random: () => number): Listed[] {
  const whole = makeDirectory(random);
  return whole.filter(({ id }) => directory.some((one) => one.id === id) ? random() < 0.85 || id === "top" : random() < 0.5);
}
