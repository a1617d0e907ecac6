/** Which reports are demands of residents, which are grievances? By their kind; a demand that names its village is RED. */
import { codeList } from "../../platform/codes.ts";

export const demandKinds = (): string[] => [...codeList("demand-kind").codes.keys()];
export const grievanceKinds = (): string[] => [...codeList("grievance-kind").codes.keys()];
export const isDemand = (kind: unknown): boolean => typeof kind === "string" && codeList("demand-kind").codes.has(kind);
