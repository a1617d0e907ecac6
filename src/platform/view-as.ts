/**
 * What would somebody with another role see? `?viewAs=ROLE:CLEARANCE:ORGANISATION` turns a reading request into that reader's,
 * downwards only: never more than the caller has. Rows that only another organisation reads are not shown to one who is not
 * of it, whoever they view as. Nothing can be written that way, and who viewed as whom is journalled.
 */
import type { Caller } from "./caller.ts";
import { MARKINGS, OWNER_ONLY_RANK, rankOf, type Marking } from "./marking.ts";
import type { Node } from "./node.ts";
import { problem } from "./problem.ts";
import { permissionsOf, ROLE_NAMES, type Role } from "./roles.ts";

export interface ViewAs { role: Role; clearance: Marking; organisation: string }

const ORGANISATION = /^[^\p{C}]{1,60}$/u;

/** A plus in an address is a space to some programs: "AMBER STRICT" is meant as "AMBER+STRICT". */
export function readViewAs(words: string): ViewAs {
  const [role = "", marking = "", ...rest] = words.split(":");
  const clearance = marking.replace(" ", "+");
  const organisation = rest.join(":").trim();
  const isKnown = (ROLE_NAMES as string[]).includes(role) && (MARKINGS as readonly string[]).includes(clearance) && ORGANISATION.test(organisation);
  if (!isKnown) throw problem("view.unknown", { words: words.slice(0, 100), roles: ROLE_NAMES.join(", "), clearances: MARKINGS.join(", ") });
  return { role: role as Role, clearance: clearance as Marking, organisation };
}

/** Both the caller and the one they view as may read whatever the result may. */
export function seenAs(caller: Caller, { role, clearance, organisation }: ViewAs): Caller {
  const most = organisation === caller.organisation ? caller.clearance : Math.min(caller.clearance, OWNER_ONLY_RANK - 1);
  const may = permissionsOf([role]);
  return {
    ...caller, organisation, clearance: Math.min(most, rankOf(clearance)), may: new Set([...caller.may].filter((permission) => may.has(permission))),
    viewedAs: { role, clearance, organisation },
  };
}

/** The caller, or the one that the request asks to view as. A second answer to the same viewer leaves no second trace for a while. */
export async function asViewed(caller: Caller, { method, query }: { method: string; query: unknown }, node: Node): Promise<Caller> {
  const { viewAs } = query as { viewAs?: unknown };
  if (viewAs === undefined) return caller;
  if (method !== "GET") throw problem("view.readOnly");
  const wanted = readViewAs(String(viewAs));
  await noted(node, caller, wanted);
  return seenAs(caller, wanted);
}

const NOTED_FOR_MS = 12 * 3_600_000;
const MOST_NOTED = 5_000;
const notes = new WeakMap<Node, Map<string, { at: number; written: Promise<void> }>>();

/** A page asks for dozens of things at once: one entry for all of them, written before the first is answered. */
async function noted(node: Node, caller: Caller, { role, clearance, organisation }: ViewAs): Promise<void> {
  const held = notes.get(node) ?? new Map<string, { at: number; written: Promise<void> }>();
  notes.set(node, held);
  const act = `view-as ${role}:${clearance}:${organisation}`;
  const key = JSON.stringify([caller.id, act]);
  const now = node.db.now().getTime();
  let note = held.get(key);
  if (!note || now - note.at > NOTED_FOR_MS) {
    if (held.size >= MOST_NOTED) held.clear();
    note = { at: now, written: node.db.as(caller, async (tx) => { tx.journal({ act }); }) };
    held.set(key, note);
    note.written.catch(() => { held.delete(key); });
  }
  await note.written;
}
