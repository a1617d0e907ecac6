/** CAP 1.2 (OASIS, July 2010; ITU-T X.1303 bis) as plain data: its own words, in the order in which the standard writes them. */
export const STATUS = ["Actual", "Exercise", "System", "Test", "Draft"] as const;
export const MESSAGE_TYPE = ["Alert", "Update", "Cancel", "Ack", "Error"] as const;
export const SCOPE = ["Public", "Restricted", "Private"] as const;
export const CATEGORY = ["Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"] as const;
export const RESPONSE = ["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"] as const;
export const URGENCY = ["Immediate", "Expected", "Future", "Past", "Unknown"] as const;
export const SEVERITY = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"] as const;
export const CERTAINTY = ["Observed", "Likely", "Possible", "Unlikely", "Unknown"] as const;

export interface Named { name: string; value: string }
export interface CapArea { areaDesc: string; polygons: string[]; circles: string[]; geocodes: Named[] }
export interface CapInfo {
  language?: string; categories: string[]; event: string; responses: string[]; urgency: string; severity: string; certainty: string;
  effective?: string; onset?: string; expires?: string; senderName?: string; headline?: string; description?: string; instruction?: string; web?: string; contact?: string;
  eventCodes: Named[]; parameters: Named[]; areas: CapArea[];
}
export interface CapAlert {
  identifier: string; sender: string; sent: string; status: (typeof STATUS)[number]; messageType: (typeof MESSAGE_TYPE)[number]; scope: (typeof SCOPE)[number];
  source?: string; restriction?: string; addresses?: string; codes: string[]; note?: string; references: CapReference[]; incidents?: string;
  infos: CapInfo[];
  /** It carries a signature, which is not checked here. */
  hasSignature: boolean;
}
export interface CapReference { sender: string; identifier: string; sent: string }

export const NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

/** CAP's moment: never "Z", always an offset; "-00:00" stands for UTC. */
export const capTime = (moment: string): string => `${new Date(moment).toISOString().slice(0, 19)}-00:00`;
