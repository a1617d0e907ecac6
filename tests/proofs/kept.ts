// What is in the database of what was sent: each acknowledged report once, in every table that has a part of it, and readable
// with its key, word for word. Asked after a restart, of a node of our own.
import { contentForHouse } from "../../src/field/intake/content.ts";
import { verifyJournal } from "../../src/platform/journal.ts";
import { openNode } from "../../src/platform/node.ts";
import { answered, submission, WAYS, type WayName } from "./submissions.ts";

export interface Kept {
  /** Of what the database holds, whether it was acknowledged or not. */
  kept: number;
  /** Acknowledged, and not there, or not to be opened, or with other words. */
  lost: number;
  /** There more than once. */
  doubled: number;
  entries: number;
}

const PAGE = 2_000;

export async function countKept(dir: string, way: WayName, seed: number, acknowledged: readonly number[]): Promise<Kept> {
  const node = await openNode({ dir });
  try {
    const found = await node.owner(async (client) => {
      const { rows } = await client.query<{ id: string; versions: number; created: number; contents: number }>(`
        select r.id, v.count as versions, coalesce(j.count, 0) as created, (select count(*) from report_contents c where c.id = r.id) as contents
        from reports r left join (select id, count(*) from versions where version = 1 group by id) v on v.id = r.id
        left join (select object, count(*) from journal where act = 'create' and noun = 'report' group by object) j on j.object = r.id`);
      const { entries } = await verifyJournal(client);
      return { rows: new Map(rows.map((row) => [row.id, row])), entries };
    });
    let lost = 0;
    for (let at = 0; at < acknowledged.length; at += PAGE) {
      await node.db.as(node.keeper("soak"), async (tx) => {
        for (const n of acknowledged.slice(at, at + PAGE)) {
          const sent = submission(seed, n);
          const id = WAYS[way].idOf(sent);
          const content = found.rows.has(id) ? await contentForHouse(node, tx, id) : undefined;
          if (!content?.answers || answered(content as { answers: Record<string, string> }) !== answered(sent)) lost++;
        }
      });
    }
    const doubled = [...found.rows.values()].filter(({ versions, created, contents }) => versions !== 1 || created !== 1 || contents !== 1).length;
    return { kept: found.rows.size, lost, doubled, entries: found.entries };
  } finally {
    await node.close();
  }
}
