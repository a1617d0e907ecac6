/** Is there an exercise on this node, and does the page open in it? Settled each time the server starts. */
import { z } from "zod";
import type { Node } from "../../platform/node.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { mapIndexOf } from "../map-index.ts";

export type World = "actual" | "exercise";
const SETTING = "opens-in";

export async function opensIn(node: Node): Promise<World> {
  const { rows } = await node.db.pool.query("select value from settings where name = $1", [SETTING]);
  return rows[0]?.value === "exercise" ? "exercise" : "actual";
}

export async function openIn(node: Node, world: World): Promise<void> {
  await node.db.pool.query("insert into settings (name, value) values ($1, to_jsonb($2::text)) on conflict (name) do update set value = excluded.value", [SETTING, world]);
}

export const worldRoute: AnyRoute = route({
  method: "GET", path: "/api/world", tag: "house", may: "signed-in", summary: "Whether an exercise is on this node, and in which world the page opens",
  reply: z.object({ opensIn: z.enum(["actual", "exercise"]), hasExercise: z.boolean() }),
  async handle({ node }) {
    const { columns } = await mapIndexOf(node).asOf(0);
    return { opensIn: await opensIn(node), hasExercise: columns.readers.values.some((held) => held?.isExercise) };
  },
});
