/** Who follows whom: what a chapter on the left must do when something happens in a chapter on its right. One table. */
import type { JobKind } from "./platform/jobs.ts";

export const followers: readonly JobKind[] = [];
