/** The chapter's only door. */
export { sendSms } from "./ways/send-sms.ts";
export { retentionPeriods } from "./intake/retention-periods.ts";
export { hearFirst } from "./ways/heard-first.ts";
