/**
 * Doors: ways to read this node from outside that ship closed and are opened one by one. Each says, before it is opened,
 * who will be able to read what. Opening and closing are journalled.
 */
import { z } from "zod";
import type { Command } from "./command.ts";
import type { Transaction } from "./database.ts";
import { route, type AnyRoute } from "./http.ts";
import { labels, type Labels } from "./language.ts";
import { problem } from "./problem.ts";

export interface Door {
  name: string;
  labels: Labels;
  /** What opening it widens, in one sentence. */
  widens: Labels;
}

export const DOORS: readonly Door[] = [{
  name: "ogc",
  labels: labels(["service cartographique OGC", "OGC map service", "خدمة الخرائط OGC"]),
  widens: labels([
    "Toute personne qui atteint ce serveur lit, sans se connecter, les zones, lieux, axes et événements marqués CLEAR, et rien d’autre.",
    "Anyone who reaches this server reads, without signing in, the areas, places, routes and events marked CLEAR, and nothing else.",
    "كل من يصل إلى هذا الخادم يقرأ دون تسجيل دخول المناطق والأماكن والطرق والأحداث الموسومة CLEAR ولا شيء غيرها.",
  ]),
}, {
  name: "embed",
  labels: labels(["cartes à intégrer dans d’autres sites", "maps to embed in other sites", "خرائط للتضمين في مواقع أخرى"]),
  widens: labels([
    "Toute personne qui atteint ce serveur voit, sans se connecter, combien d’événements marqués CLEAR il y a par zone et par période, et rien d’autre ; les sites autorisés peuvent l’afficher dans leurs pages.",
    "Anyone who reaches this server sees, without signing in, how many events marked CLEAR there are by area and period, and nothing else; the sites that are allowed may show it in their pages.",
    "كل من يصل إلى هذا الخادم يرى دون تسجيل دخول عدد الأحداث الموسومة CLEAR بحسب المنطقة والفترة ولا شيء غيرها؛ ويمكن للمواقع المسموح لها عرضها في صفحاتها.",
  ]),
}, {
  name: "cap-feed",
  labels: labels(["fil public d’alertes (CAP)", "public alert feed (CAP)", "موجز الإنذارات العام (CAP)"]),
  widens: labels([
    "Toute personne qui atteint ce serveur lit, sans se connecter, les alertes émises et marquées CLEAR, au plus fin par cercle ou département, et rien d’autre.",
    "Anyone who reaches this server reads, without signing in, the alerts that were issued and marked CLEAR, by second-level area at finest, and nothing else.",
    "كل من يصل إلى هذا الخادم يقرأ دون تسجيل دخول الإنذارات الصادرة الموسومة CLEAR، وأدق ما فيها المستوى الثاني، ولا شيء غيرها.",
  ]),
}, {
  name: "webhooks",
  labels: labels(["alertes vers d’autres systèmes (webhooks)", "alerts to other systems (webhooks)", "إنذارات إلى أنظمة أخرى (ويبهوك)"]),
  widens: labels([
    "Les contacts qui ont une adresse de webhook y reçoivent, par Internet, le document signé que la politique de diffusion leur accorde, et rien d’autre.",
    "Contacts who have a webhook address receive there, over the internet, the signed document that the release policy grants them, and nothing else.",
    "جهات الاتصال التي لها عنوان ويبهوك تتلقى عليه عبر الإنترنت الوثيقة الموقعة التي تجيزها سياسة الإفراج ولا شيء غيرها.",
  ]),
}, {
  name: "taxii",
  labels: labels(["service TAXII pour les outils des contacts", "TAXII service for contacts’ tools", "خدمة TAXII لأدوات جهات الاتصال"]),
  widens: labels([
    "Les contacts qui ont reçu une clé TAXII lisent avec leurs outils ce qui leur a été diffusé, et rien d’autre ; sans clé, rien.",
    "Contacts who were given a TAXII key read with their tools what was released to them, and nothing else; without a key, nothing.",
    "جهات الاتصال التي أُعطيت مفتاح TAXII تقرأ بأدواتها ما أُفرج لها عنه ولا شيء غيره؛ ومن دون مفتاح لا شيء.",
  ]),
}, {
  name: "quality",
  labels: labels(["qualité de l’alerte, en public", "quality of warning, in public", "جودة الإنذار للعموم"]),
  widens: labels([
    "Toute personne qui atteint ce serveur lit, sans se connecter, les totaux nationaux de la qualité de l’alerte d’une année close il y a 90 jours, sans nombre inférieur à 5, et rien d’autre.",
    "Anyone who reaches this server reads, without signing in, the national totals of the quality of warning for a year that ended 90 days ago, with no number below 5, and nothing else.",
    "كل من يصل إلى هذا الخادم يقرأ دون تسجيل دخول المجاميع الوطنية لجودة الإنذار لسنة انتهت قبل 90 يوماً، دون أي عدد أقل من 5، ولا شيء غيرها.",
  ]),
}];

export interface DoorState { name: string; isOpen: boolean; changedAt?: string }

export async function doorStates(tx: Transaction): Promise<DoorState[]> {
  const { rows } = await tx.client.query("select name, is_open, changed_at from doors");
  const held = new Map(rows.map((row) => [row.name, row]));
  return DOORS.map(({ name }) => {
    const row = held.get(name);
    return { name, isOpen: row?.is_open === true, ...(row ? { changedAt: row.changed_at } : {}) };
  });
}

/** Leaves a trace in the journal only where something changed. */
export async function setDoor(tx: Transaction, name: string, isOpen: boolean): Promise<DoorState> {
  if (!DOORS.some((door) => door.name === name)) throw problem("door.unknown", { door: name, doors: DOORS.map((door) => door.name).join(", ") });
  const held = (await doorStates(tx)).find((door) => door.name === name)!;
  if (held.isOpen === isOpen) return held;
  await tx.client.query(
    "insert into doors (name, is_open, changed_at) values ($1, $2, $3) on conflict (name) do update set is_open = excluded.is_open, changed_at = excluded.changed_at",
    [name, isOpen, tx.now.toISOString()]);
  tx.journal({ act: `${isOpen ? "open" : "close"}-door ${name}` });
  return { name, isOpen, changedAt: tx.now.toISOString() };
}

const verb = (name: "open" | "close"): Command => ({
  verb: name,
  summary: name === "open" ? `open a door that widens who can read: ${DOORS.map((door) => door.name).join(", ")}` : "close a door again",
  usage: `${name} DOOR`,
  async run({ node, positionals: [door] }) {
    if (!door) throw problem("command.usage", { reason: "which door?", usage: `faleme ${name} DOOR` });
    const state = await node.db.as(node.keeper("command-line"), (tx) => setDoor(tx, door, name === "open"));
    const { widens } = DOORS.find((candidate) => candidate.name === door)!;
    return { json: state, words: state.isOpen ? `The door ${door} is open. ${widens.en}` : `The door ${door} is closed.` };
  },
});

export const doorCommands: readonly Command[] = [verb("open"), verb("close")];

const StateWords = z.object({ name: z.string(), isOpen: z.boolean(), changedAt: z.string().optional() });

export const doorRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/doors", tag: "house", may: "doors.manage", summary: "Every door: whether it is open, and what opening it widens",
    reply: z.array(StateWords.extend({ labels: z.any(), widens: z.any() })),
    async handle({ tx }) {
      const states = await doorStates(tx);
      return DOORS.map((door, i) => ({ ...door, ...states[i]! }));
    },
  }),
  route({
    method: "PUT", path: "/api/doors/:name", tag: "house", may: "doors.manage", summary: "Open or close a door",
    params: z.object({ name: z.string().max(40) }), body: z.strictObject({ isOpen: z.boolean() }), reply: StateWords,
    handle: ({ tx, params, body }) => setDoor(tx, params.name, body.isOpen),
  }),
];
