/** Is a survey's own estimate of an area too weak to stand alone? Hidden, or its error above this share of its value. */
const WEAK = 0.3;

export const isWeak = ({ method, state, value, standardError }: { method: string; state: string; value?: number | undefined; standardError?: number | undefined }): boolean =>
  method === "direct" && (state === "suppressed" || (state === "value" && standardError !== undefined && standardError > WEAK * Math.abs(value!)));
