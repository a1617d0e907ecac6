// The drill: reports near Melgué, on the Bamako axis and along the river, from three countries, by a seed. Links are cut and restored,
// officers answer or do not, deadlines pass. All of it is exercise, on every node; and each node keeps it as an exercise that was
// played, with what only somebody who looks at all of them can see.
import { seeded } from "../../src/methods/stats/random.ts";
import { dispatch } from "../../src/exchange/delivery/dispatch.ts";
import { answerAbroad } from "../../src/exchange/federation/answer-abroad.ts";
import { alertIdOf } from "../../src/exchange/federation/take-release.ts";
import { AGREEMENT, agreementOf, contactId, COUNTRIES, idOf, issueAlert, type Country, type Trio } from "./trio.ts";
import { percentile } from "./measure.ts";
import { setAddresses } from "../../src/exchange/contacts/channels.ts";
import { contact } from "../../src/exchange/contacts/contact.noun.ts";
import { keepAnswer } from "../../src/exchange/delivery/answers.ts";
import { drill, type DrillContent, type Observed } from "../../src/exchange/exercise/drill.noun.ts";
import { momentOf } from "../../src/exchange/moment.ts";
import { codeList } from "../../src/platform/codes.ts";
import { newId } from "../../src/platform/identity.ts";
import { agreement } from "../../src/exchange/agreements/agreement.noun.ts";
import { find, save } from "../../src/platform/noun-store.ts";

export interface DrillMeasures {
  seed: number; status: "Exercise"; alerts: number; delivered: number; acknowledged: number; escalated: number; unanswered: number; releasesRefused: number; cuts: number; lost: number; doubled: number; leaked: number;
  p50DeliverMs: number; p95DeliverMs: number; p95DeliverOverGoodLinksMs: number; p50AcknowledgeMs: number; p95AcknowledgeMs: number;
}

interface Scene { place: string; from: Country; affected: readonly Country[]; kind: string; severity: string }
/** Where a report comes in, whom it concerns. */
const SCENES: readonly Scene[] = [
  { place: "Melgué", from: "SN", affected: ["SN", "ML"], kind: "armed-robbery", severity: "Severe" },
  { place: "Melgué", from: "ML", affected: ["SN"], kind: "abduction", severity: "Extreme" },
  { place: "axe de Bamako", from: "ML", affected: ["ML", "SN"], kind: "armed-attack", severity: "Extreme" },
  { place: "axe de Bamako", from: "SN", affected: ["ML"], kind: "armed-robbery", severity: "Severe" },
  { place: "fleuve", from: "MR", affected: ["MR", "SN", "ML"], kind: "armed-attack", severity: "Extreme" },
  { place: "fleuve", from: "SN", affected: ["MR"], kind: "abduction", severity: "Severe" },
];

export interface Stage { nodes: Trio["nodes"]; lines: ReadonlyMap<string, { cut(): void; mend(): void }>; say(words: string): void; pauseMs: number; signal: AbortSignal }

interface Watched { sender: Country; receiver: Country; id: string; at: number; wasCut: boolean; shownAt?: number; answeredAt?: number; answer?: number }

/** Those at home are reached by the page, and each has a deputy: so that a silence passes an alert on. */
async function staff(nodes: Trio["nodes"]): Promise<void> {
  for (const country of COUNTRIES) {
    const node = nodes[country];
    await node.db.as(node.keeper("exercise", true), async (tx) => {
      for (const service of ["civil-protection", "prefecture"]) {
        const post = (await find(tx, contact as never, contactId(country, country, service)))!;
        const deputy = idOf(`deputy ${country} ${service}`);
        await save(tx, contact as never, { id: deputy, content: { ...post.content, title: `suppléance, ${(post.content as { title: string }).title}` } });
        await save(tx, contact as never, { id: post.id, content: { ...post.content, deputies: [deputy] } });
        for (const id of [deputy, post.id]) await setAddresses(tx, node, id, [{ channel: "page" }]);
      }
    });
  }
}

export async function playDrill({ nodes, lines, say, pauseMs, signal }: Stage, seed: number, reports: number): Promise<DrillMeasures> {
  const random = seeded(seed);
  const watched: Watched[] = [];
  const issued: { country: Country; id: string }[] = [];
  let cuts = 0;
  const down = new Set<string>();
  const linkOf = (a: Country, b: Country) => [a, b].sort().join(" ");
  let isDone = false, isMissing = false;
  const notes: Observed["notes"] = [];
  const note = (kind: Observed["notes"][number]["kind"], ...countries: Country[]) => { notes.push({ at: momentOf(new Date()), kind, countries }); };
  const played = newId();
  const content: DrillContent = { title: `Melgué, axe de Bamako, fleuve (${seed})`, scenario: "Des signalements arrivent de trois pays ; des liaisons sont coupées et rétablies, un accord manque sur un nœud, des permanences répondent ou non.", startedAt: momentOf(new Date()) };
  await staff(nodes);
  await keepDrill();
  const looking = watch();
  for (let n = 0; n < reports && !signal.aborted; n++) {
    const scene = SCENES[Math.floor(random() * SCENES.length)]!;
    if (n > 0 && n % 5 === 0) {
      const [a, b] = [["SN", "ML"], ["SN", "MR"], ["ML", "MR"]][Math.floor(random() * 3)] as [Country, Country];
      const name = linkOf(a, b);
      if (down.delete(name)) { lines.get(name)!.mend(); note("link-restored", a, b); say(`EXERCISE  the link ${name} is back`); } else { down.add(name); lines.get(name)!.cut(); cuts++; note("link-cut", a, b); say(`EXERCISE  the link ${name} is cut`); }
    }
    // A form of the agreement is missing on one side: refused there, and said.
    if (n === Math.floor(reports / 2)) await stand("MR", "draft");
    if (isMissing && n === Math.floor(reports / 2) + 4) await stand("MR", "in-force");
    const id = await issueAlert(nodes[scene.from], true, { title: `${scene.place} – ${codeList("event-kind").codes.get(scene.kind)!.labels.fr}`, affected: scene.affected, kind: scene.kind, severity: scene.severity });
    issued.push({ country: scene.from, id });
    say(`EXERCISE  ${scene.place}: ${scene.kind}, from ${scene.from} to ${scene.affected.join(", ")}`);
    for (const receiver of scene.affected.filter((one) => one !== scene.from)) watched.push({ sender: scene.from, receiver, id, at: performance.now(), wasCut: down.has(linkOf(scene.from, receiver)), ...(random() < 0.7 ? { answer: performance.now() + 50 + random() * 1_000 } : {}) });
    if (scene.affected.includes(scene.from) && random() < 0.5) await answerAtHome(scene.from, id);
    await pause(pauseMs);
  }
  // However short the exercise was, it ends with everything in place.
  if (isMissing) await stand("MR", "in-force");
  for (const name of down) { lines.get(name)!.mend(); note("link-restored", ...(name.split(" ") as Country[])); say(`EXERCISE  the link ${name} is back`); }
  // Everything arrives, and those who answer have answered; for the others the deadline passes.
  for (const end = Date.now() + 90_000; Date.now() < end && !signal.aborted && watched.some(({ shownAt, answer, answeredAt }) => shownAt === undefined || (answer !== undefined && answeredAt === undefined));) await pause(200);
  note("deadlines-passed");
  for (let rung = 0; rung < 4; rung++) for (const node of Object.values(nodes)) {
    await node.owner((client) => client.query("update escalations set due_at = due_at - 100000 where state = 'open'"));
    await dispatch(node);
  }
  await pause(1_500);
  isDone = true;
  await looking;
  const measures = await judged();
  const { lost, doubled, leaked, p50DeliverMs, p95DeliverMs, p95DeliverOverGoodLinksMs, p50AcknowledgeMs, p95AcknowledgeMs } = measures;
  // Where nothing was delivered there is no time.
  const times = Object.fromEntries(Object.entries({ p50DeliverMs, p95DeliverMs, p95DeliverOverGoodLinksMs, p50AcknowledgeMs, p95AcknowledgeMs }).filter(([, value]) => !Number.isNaN(value)));
  Object.assign(content, { endedAt: momentOf(new Date()), observed: { nodes: [...COUNTRIES], seed, reports: measures.alerts, lost, doubled, leaked, cuts, ...times, notes } });
  await keepDrill();
  return measures;

  async function keepDrill(): Promise<void> {
    for (const node of Object.values(nodes)) await node.db.as(node.keeper("exercise", true), (tx) => save(tx, drill as never, { id: played, content }));
  }

  async function pause(ms: number): Promise<void> { await new Promise((resolve) => setTimeout(resolve, ms)); }

  async function stand(country: Country, state: string): Promise<void> {
    const node = nodes[country];
    await node.db.as(node.keeper("exercise", true), (tx) => save(tx, agreement as never, { id: AGREEMENT, isStep: true, content: { ...agreementOf(["civil-protection", "prefecture"]), state } }));
    isMissing = state === "draft";
    note(isMissing ? "agreement-missing" : "agreement-back", country);
    say(`EXERCISE  on the node of ${country} the agreement is ${isMissing ? "missing" : "there"}`);
  }
  async function answerAtHome(country: Country, id: string): Promise<void> {
    const node = nodes[country];
    await node.db.as(node.keeper("exercise", true), async (tx) => {
      const { rows } = await tx.client.query("select id from deliveries where alert = $1 order by id limit 1", [id]);
      if (rows[0]) await keepAnswer(tx, node, rows[0].id, { kind: "acknowledged", way: "phoned" });
    });
  }
  /** Looks at each node every few milliseconds: what has come, and whether its officer's moment to answer has. */
  async function watch(): Promise<void> {
    while (!isDone && !signal.aborted) {
      for (const receiver of COUNTRIES) {
        const node = nodes[receiver];
        const open = watched.filter((one) => one.receiver === receiver && (one.shownAt === undefined || (one.answer !== undefined && one.answeredAt === undefined)));
        if (open.length === 0) continue;
        const { rows } = await node.db.as(node.keeper("exercise", true), (tx) => tx.client.query("select id from alerts where id = any($1::uuid[])", [open.map(({ sender, id }) => alertIdOf(sender, id))]));
        const there = new Set(rows.map(({ id }) => id as string));
        const now = performance.now();
        for (const one of open.filter(({ sender, id }) => there.has(alertIdOf(sender, id)))) {
          one.shownAt ??= now;
          if (one.answer === undefined || one.answeredAt !== undefined || now < one.answer) continue;
          await node.db.as(node.keeper("exercise", true), (tx) => answerAbroad(tx, node, alertIdOf(one.sender, one.id), { kind: random() < 0.5 ? "acknowledged" : "taking-action" }));
          one.answeredAt = performance.now();
        }
      }
      await pause(10);
    }
  }
  async function judged(): Promise<DrillMeasures> {
    const count = async (country: Country, sql: string) => Number((await nodes[country].owner((client) => client.query(sql))).rows[0].count);
    const sum = async (sql: string) => { let all = 0; for (const country of COUNTRIES) all += await count(country, sql); return all; };
    let lost = 0, leaked = 0, doubled = 0;
    for (const sender of COUNTRIES) {
      const { rows: documents } = await nodes[sender].owner((client) => client.query("select id, country from released_documents where country <> owner and revoked_at is null"));
      for (const receiver of COUNTRIES.filter((one) => one !== sender)) {
        const { rows: held } = await nodes[receiver].owner((client) => client.query("select document, exercise from received_records where sender = $1", [sender]));
        const own = documents.filter(({ country }) => country === receiver).map(({ id }) => id as string);
        lost += own.filter((id) => !held.some(({ document }) => document === id)).length;
        leaked += held.filter(({ document, exercise }) => !own.includes(document) || !exercise).length;
        doubled += held.length - new Set(held.map(({ document }) => document)).size;
      }
      for (const row of (await nodes[sender].db.as(nodes[sender].keeper("exercise"), (tx) => tx.client.query("select id from alerts"))).rows) if (issued.some(({ id }) => id === row.id)) leaked++; // exercise in the actual world
    }
    doubled += await sum("select count(*) from (select alert, contact from deliveries where not withdrawn group by 1, 2 having count(*) > 1) twice");
    const shown = watched.flatMap(({ shownAt, at }) => (shownAt === undefined ? [] : [shownAt - at]));
    const good = watched.flatMap(({ shownAt, at, wasCut }) => (shownAt === undefined || wasCut ? [] : [shownAt - at]));
    const answered = watched.flatMap(({ answeredAt, at }) => (answeredAt === undefined ? [] : [answeredAt - at]));
    return {
      seed, status: "Exercise", alerts: issued.length, delivered: await sum("select count(*) from deliveries where delivered_at is not null"), acknowledged: await sum("select count(*) from deliveries where state = 'answered'"), escalated: await sum("select count(*) from deliveries where state = 'escalated'"),
      unanswered: await sum("select count(*) from escalations where state = 'exhausted'"), releasesRefused: (await sum("select count(*) from release_decisions where not is_released")) + (await sum("select count(*) from inbox where outcome = 'refused'")), cuts, lost, doubled, leaked,
      p50DeliverMs: Math.round(percentile(shown, 0.5)), p95DeliverMs: Math.round(percentile(shown, 0.95)), p95DeliverOverGoodLinksMs: Math.round(percentile(good, 0.95)), p50AcknowledgeMs: Math.round(percentile(answered, 0.5)), p95AcknowledgeMs: Math.round(percentile(answered, 0.95)),
    };
  }
}
