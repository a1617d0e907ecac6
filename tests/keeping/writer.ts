// Writes records without end, from several places at once, and says each id once it is acknowledged: what a server does, as
// a process that can be killed. A send that got no answer is sent again under the same id.
import { newId } from "../../src/platform/identity.ts";
import { code } from "../../src/platform/code.noun.ts";
import { logTo } from "../../src/platform/log.ts";
import { openNode } from "../../src/platform/node.ts";
import { save } from "../../src/platform/noun-store.ts";
import { Problem } from "../../src/platform/problem.ts";

const [dir, writers = "4"] = process.argv.slice(2);
const say = (words: string) => process.stdout.write(`${words}\n`);

const node = await openNode({ dir: dir! });
node.watch(logTo(process.stderr));
say("open");

let isStopped = false;
process.on("SIGINT", () => { isStopped = true; });

async function write(name: string): Promise<void> {
  for (let n = 0; !isStopped; n++) {
    const id = newId();
    const content = { list: "season", code: `${name}-${n}`, fr: "mot", en: "word", ar: "كلمة" };
    for (;;) {
      if (isStopped) return;
      try {
        const { outcome } = await node.db.as(node.keeper("writer"), (tx) => save(tx, code, { id, content }));
        say(`${id} ${outcome}`);
        break;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        say(`refused ${error.code}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, i) => write(`${process.pid}-${i}`)));
await node.close();
