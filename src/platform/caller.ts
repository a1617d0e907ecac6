/** Who asks? Every read and every write takes the caller; nothing in the house reads without one. */
import type { Reader } from "./marking.ts";
import { MARKINGS } from "./marking.ts";
import { PERMISSIONS, type Permission } from "./roles.ts";
import type { ViewAs } from "./view-as.ts";

export interface Caller extends Reader {
  /** A user's id, or the name of a part of the house ("command-line", "import"). Never a person's name. */
  id: string;
  may: ReadonlySet<Permission>;
  /** Set where the caller looks through another reader's eyes (`view-as.ts`); everything above is then what both may. */
  viewedAs?: ViewAs;
}

/** Whoever has the data directory in hand: the command line, and the house's own jobs. */
export function keeper(id: string, organisation: string, exercise = false): Caller {
  return { id, organisation, exercise, clearance: MARKINGS.length - 1, may: new Set(PERMISSIONS) };
}

/** Someone who has not signed in: reads nothing, unless a door was opened for rows marked CLEAR. */
export const stranger = (clearance = -1): Caller => ({ id: "stranger", organisation: "", exercise: false, clearance, may: new Set() });
