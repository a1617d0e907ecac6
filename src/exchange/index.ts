/** The chapter's only door: what an alert and a release are, who was told, and what was answered. */
export { coverage } from "./contacts/coverage.ts";
export { measures, type Measures } from "./delivery/measures.ts";
export { messageFor } from "./delivery/message.ts";
export { guidanceFor } from "./alerts/guidance.ts";
export { ReleaseDocument } from "./release/document.ts";
export { preview, type Outcome } from "./release/issue.ts";
export { documentById, documentsOf } from "./release/queries.ts";
export { alert } from "./alerts/alert.noun.ts";
export { nameOf, standardWords } from "./alerts/standard-words.ts";
export { codesFor } from "./delivery/codes.ts";
export { momentOf } from "./moment.ts";
export type { Subject, Where } from "./release/policy.ts";
export { documentHeld, recipientsOf } from "./release/queries.ts";
export { REASON_WORDS } from "./release/reason-words.ts";
export { isSignedBy, signed, signingKey } from "./release/signing.ts";
export { takeStep } from "./steps.ts";
