/** Packs of places for the field form: for anyone, because they hold nothing but what is marked CLEAR in the actual world. */
import { sql } from "kysely";
import { z } from "zod";
import { confirmed, loadGeography, placeStore, type Place } from "../places/index.ts";
import { stranger } from "../platform/caller.ts";
import type { Chapter } from "../platform/chapter.ts";
import type { Transaction } from "../platform/database.ts";
import { Bytes, route, type AnyRoute } from "../platform/http.ts";
import type { Node } from "../platform/node.ts";
import { problem } from "../platform/problem.ts";
import { linesOf, outlineOf } from "./places-pack-outline.ts";
import { compressPack, packsOf, type Pack, type PackArea, type PackPlace } from "./places-pack.ts";

/** Whoever asks is told what a stranger may be told, and nothing else: the answer is kept by caches on the way. */
const READER = stranger(0);
const may = { anyone: "places marked CLEAR of the actual world, which a phone carries to name a village without a network" } as const;
const tag = "field";

interface Packed { seq: number; outline: Pack; packs: Pack[] }
const made = new WeakMap<Node, Promise<Packed>>();

/** Made again once places have changed; whoever asks meanwhile waits for the same making. */
export async function packed(node: Node): Promise<Packed> {
  const current = made.get(node);
  const held = await current?.catch(() => undefined);
  const seq = await node.db.as(READER, placesSeq);
  if (held && held.seq >= seq) return held;
  if (made.get(node) !== current) return packed(node);
  const making = node.db.as(READER, (tx) => pack(node, tx));
  made.set(node, making);
  return making;
}

async function placesSeq(tx: Transaction): Promise<number> {
  const { rows: [row] } = await sql<{ seq: number }>`select places_seq() as seq`.execute(tx.sql);
  return row!.seq;
}

async function pack(node: Node, tx: Transaction): Promise<Packed> {
  const seq = await placesSeq(tx);
  const [store, geography] = [await placeStore(node, tx), await loadGeography(tx)];
  const seen = [...store.seen(READER, ["settlement", "reach"])];
  const allowed = await confirmed(tx, seen);
  const settlements = seen.filter((place): place is Place & { coordinates: [number, number] } => place.noun === "settlement" && place.coordinates !== undefined && allowed.has(place.id));
  const living = geography.areas.filter(({ hierarchy, validTo }) => hierarchy === "admin" && !validTo);
  const areas = living.map(({ pcode, name, level, parentPcode, spellings }): PackArea => ({ pcode, name, level, spellings, ...(parentPcode ? { parentPcode } : {}) }));
  const places = settlements.map(({ id, name, spellings, coordinates, kind, area: stated }): PackPlace => {
    // An area that nobody knows here tells a reader nothing.
    const area = stated !== undefined && geography.areaByPcode(stated) ? stated : geography.whereabouts(coordinates[0], coordinates[1]).area;
    return { id, name, spellings, coordinates, ...(area ? { area } : {}), ...(kind ? { kind } : {}) };
  });
  const outline = outlineOf({
    country: living.filter(({ level }) => level === 0).flatMap(({ geometry }) => linesOf(geometry)),
    region: living.filter(({ level }) => level === 1).flatMap(({ geometry }) => linesOf(geometry)),
    river: seen.flatMap(({ noun, id, line }) => (noun === "reach" && allowed.has(id) ? linesOf(line) : [])),
  });
  return { seq, outline: await compressPack(Buffer.from(JSON.stringify(outline)), { places: 0 }, "outline"), packs: await packsOf(places, areas) };
}

const Offer = z.object({ name: z.string(), area: z.string().optional(), names: z.array(z.string()).optional(), places: z.int(), bytes: z.int() });
export const PacksAnswer = z.object({ outline: Offer, packs: z.array(Offer) });
export type PacksAnswer = z.infer<typeof PacksAnswer>;

const offerOf = ({ name, area, names, places, bytes }: Pack) => ({ name, ...(area ? { area, names } : {}), places, bytes });

export const packRoutes: readonly AnyRoute[] = [
  route({
    method: "GET", path: "/api/field/places", tag, may, withoutTransaction: true, reply: PacksAnswer,
    summary: "Packs of places that a phone may carry, by area, with what each one weighs",
    async handle({ node, reply }) {
      const { outline, packs } = await packed(node);
      reply.header("cache-control", "public, max-age=300");
      return { outline: offerOf(outline), packs: packs.map(offerOf) };
    },
  }),
  route({
    method: "GET", path: "/api/field/places/:name", tag, may, withoutTransaction: true, params: z.object({ name: z.string().max(80) }),
    summary: "One pack of places, or the outline map; its name changes with its content",
    async handle({ node, params: { name }, request }) {
      const { outline, packs } = await packed(node);
      const found = [outline, ...packs].find((one) => one.name === name);
      if (!found) throw problem("route.notFound");
      const accepted = String(request.headers["accept-encoding"] ?? "");
      const [bytes, encoding] = /\bbr\b/.test(accepted) ? [found.br, "br"] : /\bgzip\b/.test(accepted) ? [found.gz, "gzip"] : [found.json, undefined];
      return new Bytes("application/json", bytes, { "cache-control": "public, max-age=31536000, immutable", vary: "accept-encoding", ...(encoding ? { "content-encoding": encoding } : {}) });
    },
  }),
];

export const packs: Chapter = { name: "packs", nouns: [], routes: packRoutes };
