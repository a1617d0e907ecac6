/** Asking the sender, and answering: in the conversation that their receipt opens. Who asked for replies is told by a neutral message. */
import { screen } from "../../evidence/index.ts";
import type { Transaction } from "../../platform/database.ts";
import { take } from "../../platform/lifecycle-store.ts";
import type { Node } from "../../platform/node.ts";
import { save } from "../../platform/noun-store.ts";
import type { Row } from "../../platform/noun.ts";
import { problem } from "../../platform/problem.ts";
import { say } from "../intake/content.ts";
import { erase } from "../intake/erase.ts";
import { report } from "../intake/report.noun.ts";
import { forgetStems } from "./statements.ts";
import { groundOf } from "./screen-report.ts";
import { mayBeWorkedOn } from "./work-on.ts";
import { reportLife } from "./report-life.ts";

/** What is said to a sender names nobody: others may read over their shoulder. @throws report.namesSomebody */
export async function sayToSender(node: Node, tx: Transaction, id: string, { words, isQuestion }: { words: string; isQuestion: boolean }): Promise<Row> {
  const row = await mayBeWorkedOn(tx, id);
  const { store } = await groundOf(node, tx);
  const { masked, findings } = screen(words, { isPlace: (name) => store.isNamed(name, tx.caller) });
  if (findings.length > 0) throw problem("report.namesSomebody", { words: masked });
  await say(node, tx, id, { from: "house", words, ...(isQuestion ? { question: "from-triage" } : {}) });
  if (isQuestion || (row.content as { state: string }).state !== "graded") return row;
  return (await take(tx, reportLife, id, "answer", undefined)).row;
}

/**
 * Closes it, with a reason from the list. What does nothing but denounce a person is erased with that: its sender reads, under
 * the receipt, where such a matter lawfully belongs (src/field/intake/receipt-status.ts).
 */
export async function closeReport(node: Node, tx: Transaction, id: string, { basedOn, reason }: { basedOn: number; reason: string }): Promise<Row> {
  const row = await mayBeWorkedOn(tx, id);
  if (row.version !== basedOn) throw problem("record.changed", { current: row.version });
  await save(tx, report, { id, basedOn, content: { ...row.content, closeReason: reason } });
  const closed = (await take(tx, reportLife, id, "close", undefined)).row;
  if (reason !== "only-denounces") return closed;
  await erase(node, tx, id, reason);
  forgetStems(node, id);
  return { ...closed, version: closed.version + 1, content: { ...closed.content, state: "erased" } as Row["content"] };
}
