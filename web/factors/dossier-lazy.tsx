/** The chapter's part of the area page, loaded with its words after the page's own answers are there. */
import { lazy, Suspense } from "react";
import { Waiting } from "../design/states.tsx";
import { openChapterWords } from "../frame/words.ts";

const Part = lazy(() => Promise.all([import("./dossier-part.tsx"), openChapterWords("factors")]).then(([module]) => ({ default: module.DossierPart })));

export const Dossier = ({ pcode }: { pcode: string }) => <Suspense fallback={<Waiting rows={8} />}><Part pcode={pcode} /></Suspense>;
