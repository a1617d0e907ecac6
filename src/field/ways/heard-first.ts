/** Who hears a message before it becomes a report? Whoever sends something that is answered by message: an answer is nobody's report. */
import type { Node } from "../../platform/node.ts";

/** @returns whether it was theirs; then nothing of it is kept here */
export type Hearing = (node: Node, text: string, way: "sms" | "email") => Promise<boolean>;

let hearing: Hearing | undefined;

export const hearFirst = (one: Hearing): void => { hearing = one; };

export const heardFirst = async (node: Node, text: string, way: "sms" | "email"): Promise<boolean> => (hearing ? hearing(node, text, way) : false);
