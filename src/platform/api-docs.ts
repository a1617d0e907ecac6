/** The API for human readers: one page, drawn from the same OpenAPI document, without a script. */
import type { openApi } from "./openapi.ts";

type Document = ReturnType<typeof openApi>;
interface Operation {
  summary: string;
  tags: string[];
  "x-permission": string;
  parameters?: { name: string; in: string; required: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: { "application/json": { schema: unknown } } };
  responses: { 200: { content?: { "application/json": { schema: unknown } } } };
}

const STYLE = `
  :root { color-scheme: light dark; --ink: light-dark(#16202B, #E6EAEE); --ground: light-dark(#FAFAF7, #11161C); --river: light-dark(#0F766E, #2DD4BF); --line: light-dark(#D8DAD3, #2B333C) }
  body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; background: var(--ground); color: var(--ink); font: 16px/1.5 "Noto Sans", system-ui, sans-serif }
  a { color: var(--river) } nav a { display: inline-block; margin-inline-end: 1rem } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line) }
  details { border-bottom: 1px solid var(--line) } summary { padding: .6rem 0; cursor: pointer } summary code { font-weight: 600; overflow-wrap: anywhere }
  .method { display: inline-block; min-width: 4.2rem; color: var(--river); font-weight: 700 } pre { overflow: auto; max-height: 24rem; padding: .8rem; border: 1px solid var(--line); font-size: 13px }
  table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: start; vertical-align: top }`;

export function docsPage(document: Document): string {
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      const tag = operation.tags[0]!;
      byTag.set(tag, [...(byTag.get(tag) ?? []), section(method.toUpperCase(), path, operation)]);
    }
  }
  const tags = [...byTag.keys()].sort();
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Falémé API</title><style>${STYLE}</style></head><body>
<h1>Falémé API ${safe(document.info.version)}</h1><p>${safe(document.info.description)}</p><p><a href="/api/openapi.json">OpenAPI 3.1 document</a></p>
<nav aria-label="Groups">${tags.map((tag) => `<a href="#${safe(tag)}">${safe(tag)}</a>`).join("")}</nav>
${tags.map((tag) => `<h2 id="${safe(tag)}">${safe(tag)}</h2>${byTag.get(tag)!.join("")}`).join("\n")}</body></html>`;
}

function section(method: string, path: string, operation: Operation): string {
  const parameters = operation.parameters ?? [];
  const body = operation.requestBody?.content["application/json"].schema;
  const reply = operation.responses[200].content?.["application/json"].schema;
  return `<details><summary><span class="method">${method}</span> <code>${safe(path)}</code> ${safe(operation.summary)}</summary>
<p>Permission: <code>${safe(operation["x-permission"])}</code></p>
${parameters.length > 0 ? `<table><tr><th>Parameter</th><th>In</th><th>Kind</th></tr>${parameters.map((p) => `<tr><td><code>${safe(p.name)}</code>${p.required ? " (required)" : ""}</td><td>${p.in}</td><td>${safe(kindOf(p.schema))}</td></tr>`).join("")}</table>` : ""}
${body ? `<p>Body</p><pre tabindex="0">${safe(JSON.stringify(body, null, 1))}</pre>` : ""}${reply ? `<p>Reply</p><pre tabindex="0">${safe(JSON.stringify(reply, null, 1))}</pre>` : ""}</details>`;
}

const kindOf = (schema: Record<string, unknown>) =>
  Array.isArray(schema.enum) ? schema.enum.join(" | ") : [schema.type, schema.format, schema.codeList && `code list ${schema.codeList}`].filter(Boolean).join(", ");

const safe = (words: unknown) => String(words).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
