/**
 * Structured logs, one JSON object a line, without personal data: no address, no query string, no body, no parameter of a
 * statement. A request is logged by the pattern of its route; a fault by its class, SQLSTATE and place in our code.
 */
export interface Log {
  info(what: string, facts?: Record<string, unknown>): void;
  fault(what: string, error: Error, facts?: Record<string, unknown>): void;
}

export function logTo(stream: { write(words: string): unknown }, now: () => Date = () => new Date()): Log {
  const line = (level: string, what: string, facts: Record<string, unknown>) =>
    stream.write(`${JSON.stringify({ at: now().toISOString(), level, what, ...facts })}\n`);
  return {
    info: (what, facts = {}) => { line("info", what, facts); },
    // A database error's message may quote a value, so its code stands for it.
    fault: (what, error, facts = {}) => {
      const { code } = error as { code?: string };
      const isFromDatabase = "severity" in error || "schema" in error;
      line("fault", what, { ...facts, error: error.name, code, ...(isFromDatabase ? {} : { message: error.message }), place: placeOf(error) });
    },
  };
}

const placeOf = (error: Error) => (error.stack ?? "").split("\n").filter((words) => /\/src\//.test(words)).slice(0, 4).map((words) => words.replace(/^.*\/src\//, "src/").replace(/\)$/, ""));

export const silent: Log = { info() {}, fault() {} };
