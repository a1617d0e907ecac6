/** Which services bear arms? One that this list does not know is taken for armed: what is finer than a second-level area stays here. */
const UNARMED: ReadonlySet<string> = new Set([
  "civil-protection", "prefecture", "commune", "health", "education", "livestock-service", "mines-service", "justice", "early-warning-centre",
]);

export const isArmedService = (service: string): boolean => !UNARMED.has(service);
