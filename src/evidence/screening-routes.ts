/** HTTP of the screen: what a form asks before somebody's words are kept, so that the writer can take a name out themselves. */
import { z } from "zod";
import { placeStore } from "../places/index.ts";
import { route, type AnyRoute } from "../platform/http.ts";
import { screen } from "./screening.ts";

/** From here on a folded spelling is equal to a place's own. */
const EQUAL = 0.97;

export const screeningRoutes: readonly AnyRoute[] = [
  route({
    method: "POST", path: "/api/screening", tag: "evidence", may: "evidence.edit", summary: "Telephone numbers, addresses, names of persons and labels of communities in a text, and the text without them; nothing is kept",
    body: z.strictObject({ text: z.string().max(20_000) }),
    reply: z.object({ masked: z.string(), findings: z.array(z.object({ kind: z.enum(["phone", "email", "handle", "person", "community"]), from: z.int(), to: z.int() })) }),
    async handle({ node, tx, caller, body: { text } }) {
      const store = await placeStore(node, tx);
      const known = new Map<string, boolean>();
      const isPlace = (words: string) => {
        if (!known.has(words)) known.set(words, store.search(words, caller, { most: 3, typing: false }).some(({ score }) => score >= EQUAL));
        return known.get(words)!;
      };
      return screen(text, { isPlace });
    },
  }),
];
