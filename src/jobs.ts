/** Who follows whom: what a chapter on the left must do when something happens in a chapter on its right. One table. */
import { importers } from "./chapters.ts";
import { importJob } from "./platform/import-jobs.ts";
import type { JobKind } from "./platform/jobs.ts";

export const followers: readonly JobKind[] = [importJob(importers)];
