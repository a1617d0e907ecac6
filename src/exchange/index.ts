/** The chapter's only door: what an alert and a release are, who was told, and what was answered. */
export { coverage } from "./contacts/coverage.ts";
export { measures, type Measures } from "./delivery/measures.ts";
export { messageFor } from "./delivery/message.ts";
export { guidanceFor } from "./alerts/guidance.ts";
export { ReleaseDocument } from "./release/document.ts";
export { preview, type Outcome } from "./release/issue.ts";
export { documentById, documentsOf } from "./release/queries.ts";
