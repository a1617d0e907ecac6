/** By the clock, each minute: messages that wait are sent, questions that nobody answered are closed, what is over is forgotten. */
import type { JobKind } from "../../platform/jobs.ts";
import { forgetOldSms, sendDue } from "./send-sms.ts";
import { closeUnanswered } from "./take-sms.ts";

export const smsJob: JobKind = {
  name: "sms-send", every: "* * * * *",
  async run(node, _payload, signal) {
    await sendDue(node, signal);
    await closeUnanswered(node);
    await forgetOldSms(node);
  },
};
