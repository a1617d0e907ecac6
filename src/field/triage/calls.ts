/** A call that an officer writes down while listening: a report like any other, with its receipt to read to the caller. */
import { z } from "zod";
import { route } from "../../platform/http.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { accept } from "../intake/accept.ts";

const Words = z.string().trim().min(1);

export const enterCall = route({
  method: "POST", path: "/api/field/calls", tag: "field", may: "field.enter", withoutTransaction: true,
  summary: "Enter a report that somebody tells by telephone; the same id sent again is the same report",
  body: z.strictObject({
    id: z.uuid(), text: Words.max(5_000).optional(), language: z.enum(LANGUAGES).optional(),
    kind: Words.max(60).optional(), place: Words.max(200).optional(), placeId: z.uuid().optional(), near: Words.max(200).optional(), towards: Words.max(200).optional(), area: Words.max(20).optional(),
    on: z.iso.date().optional(), howKnown: z.enum(["seen", "heard", "told"]).optional(), number: z.int().min(0).max(1_000_000).optional(),
    /** Only if the caller asks for a reply; kept encrypted, for fourteen days at most. */
    replyTo: Words.max(40).optional(),
  }),
  reply: z.object({ id: z.uuid(), receipt: z.string() }),
  async handle({ node, caller, reply, body: { id, text, language, number, replyTo, ...told } }) {
    const said = { ...told, ...(number === undefined ? {} : { numbers: [{ value: number }] }) };
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const { receipt, isRepeat } = await accept(node, {
      id, way: "phone", ...(text ? { text } : {}), ...(Object.keys(given).length > 0 ? { said: given } : {}), ...(language ? { language } : {}),
      ...(replyTo ? { contact: { channel: "sms" as const, address: replyTo, wantsReply: true } } : {}), ...(caller.exercise ? { exercise: true } : {}),
    });
    // The report itself is written by the house; who listened is in the journal.
    if (!isRepeat) await node.db.as(caller, async (tx) => { tx.journal({ act: "enter-call", noun: "report", object: id, marking: 3, owner: node.organisation, exercise: caller.exercise }); });
    reply.code(isRepeat ? 200 : 201);
    return { id, receipt };
  },
});
