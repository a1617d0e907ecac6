/** `faleme surveys`: which waves are known, and the destroying of individual answers that were kept. */
import type { Command } from "../../platform/command.ts";
import { rankOf } from "../../platform/marking.ts";
import { find, save } from "../../platform/noun-store.ts";
import { problem } from "../../platform/problem.ts";
import { held } from "../reading/look.ts";
import { destroyMicrodata } from "./microdata.ts";
import { wave } from "./wave.noun.ts";

const USAGE = "surveys [destroy WAVE]";

export const surveysCommand: Command = {
  verb: "surveys",
  summary: "waves of surveys and what became of their individual answers; destroy ends the keeping of one wave’s answers",
  usage: USAGE,
  async run({ node, positionals }) {
    const [act, id = ""] = positionals;
    const wrong = (reason: string) => problem("command.usage", { reason, usage: `faleme ${USAGE}` });
    if (act !== undefined && act !== "destroy") throw wrong(`surveys does not know ${act}`);
    return node.db.as(node.keeper("command-line"), async (tx) => {
      if (act === "destroy") {
        const row = /^[0-9a-f-]{36}$/i.test(id) ? await find(tx, wave, id) : undefined;
        if (!row) throw wrong("which wave? give its id");
        const wasThere = destroyMicrodata(node.dir, row.id);
        tx.journal({ act: "microdata-destroy", noun: "wave", object: row.id, marking: rankOf(row.marking), owner: row.owner });
        if ((row.content as { microdata?: string }).microdata === "held") await save(tx, wave, { id: row.id, content: { ...row.content, microdata: "destroyed" } });
        return { json: { wave: row.id, destroyed: wasThere }, words: wasThere ? "The key is destroyed, and with it the answers. The estimates stay." : "No individual answers of this wave are held here." };
      }
      const waves = await held(tx, wave);
      return { json: waves, words: waves.map(({ id: one, name, fieldFrom, fieldTo, respondents, microdata }) => `${one}  ${fieldFrom}/${fieldTo}  n ${respondents ?? "unknown"}  answers: ${microdata}  ${name}`).join("\n") };
    });
  },
};
