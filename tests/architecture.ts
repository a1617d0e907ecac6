// Which file may import which? The order of the chapters, as a function over files, so that a planted fault can be shown to it.
export const CHAPTERS = ["briefs", "response", "exchange", "outlook", "factors", "field", "evidence", "places", "platform", "methods"] as const;

/** The only files that know every chapter. */
const ROOF = ["src/chapters.ts", "src/server.ts", "src/cli.ts", "src/jobs.ts", "src/up.ts", "src/verbs.ts"];

export interface SourceFile { path: string; text: string }

/** Sentences about every import that goes the wrong way, past a chapter's door, or out of the pure chapter. */
export function wrongImports(files: readonly SourceFile[]): string[] {
  // A page may take the server's types, which vanish when it is built, but none of its code.
  return files.flatMap(({ path, text }) => (path.startsWith("web/") ? runtimeImports(text) : importsOf(text)).flatMap((specifier) => fault(path, specifier) ?? []));
}

const importsOf = (text: string) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((match) => match[1]!);

function fault(path: string, specifier: string): string | undefined {
  const from = chapterOf(path);
  if (!specifier.startsWith(".")) {
    return from === "methods" && !path.endsWith(".test.ts") && specifier.startsWith("node:") ? `${path}: methods are pure and reach for ${specifier}` : undefined;
  }
  const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
  const to = chapterOf(target);
  const isTest = /\.test\.tsx?$/.test(path);
  if (path.startsWith("web/")) return target.startsWith("src/") && !mayShare(path, target, isTest) ? `${path}: the page imports the server's code (${target})` : undefined;
  if (!path.startsWith("src/") || isTest) return undefined;
  if (ROOF.includes(path)) return undefined;
  if (ROOF.includes(target)) return `${path}: imports ${target}, which knows every chapter`;
  if (!from || !to || from === to) return undefined;
  if (CHAPTERS.indexOf(to) < CHAPTERS.indexOf(from)) return `${path}: ${from} imports ${to}, which stands on its left`;
  if (to !== "platform" && to !== "methods" && target !== `src/${to}/index.ts` && !target.endsWith(".noun.ts")) return `${path}: enters ${to} by ${target} and not by its door`;
  return undefined;
}

/** The field form finds a village by its spelling as the server does, where no server is; its tests hold its words against the server's. Nothing else is shared. */
const mayShare = (path: string, target: string, isTest: boolean) => path.startsWith("web/field-form/") && (isTest || target.startsWith("src/methods/names/"));

function chapterOf(path: string): (typeof CHAPTERS)[number] | undefined {
  const name = /^src\/([^/]+)\//.exec(path)?.[1];
  return CHAPTERS.find((chapter) => chapter === name);
}

/** Imports that form a ring, as the list of its files. */
export function rings(files: readonly SourceFile[]): string[][] {
  const edges = new Map(files.map(({ path, text }) => [path, runtimeImports(text).filter((s) => s.startsWith(".")).map((s) => new URL(s, `file:///${path}`).pathname.slice(1))]));
  const state = new Map<string, "open" | "done">();
  const found: string[][] = [];
  const walk = (path: string, trail: string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") { found.push([...trail.slice(trail.indexOf(path)), path]); return; }
    state.set(path, "open");
    for (const next of edges.get(path) ?? []) if (edges.has(next)) walk(next, [...trail, path]);
    state.set(path, "done");
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}

const runtimeImports = (text: string) => importsOf(text.replace(/import type [^;]+;/g, ""));
