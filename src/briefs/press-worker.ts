/** The thread that sets type: one compiler with our fonts, one document after the other. Nothing but our templates is read. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { NodeCompiler, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { fonts } from "./fonts.ts";
import type { Printed, Sheet } from "./press.ts";

const FOLDER = fileURLToPath(new URL("../../data/briefs/", import.meta.url));
const templates = new Map(readdirSync(FOLDER).filter((file) => file.endsWith(".typ")).map((file) => [file, readFileSync(path.join(FOLDER, file), "utf8")]));
const compiler = NodeCompiler.create({ workspace: FOLDER, fontArgs: [{ fontBlobs: fonts() }] });

/** Typst keeps what it compiled for the next run: this many runs. */
const KEPT_RUNS = 4;

parentPort!.on("message", ({ number, sheet }: { number: number; sheet: Sheet }) => {
  try {
    parentPort!.postMessage({ number, printed: print(sheet) });
  } catch (error) {
    parentPort!.postMessage({ number, fault: (error as Error).message });
  }
});

/** Of the template's own size of type. The last is as small as anybody should be asked to read. */
const SCALES = [1, 0.92, 0.84, 0.76];

function print({ template, data, pictures, format, madeAt, mostPages }: Sheet): Printed {
  const main = templates.get(`${template}.typ`);
  if (main === undefined) throw new Error(`no template ${template}`);
  for (const [name, words] of Object.entries(pictures)) compiler.mapShadow(path.join(FOLDER, name), Buffer.from(words));
  let document = compiled(main, data, SCALES[0]!);
  for (const scale of SCALES.slice(1)) if (document.numOfPages > mostPages) document = compiled(main, data, scale);
  const pages = document.numOfPages;
  const bytes = format === "svg" ? Buffer.from(compiler.plainSvg(document)) : compiler.pdf(document, { creationTimestamp: Math.floor(Date.parse(madeAt) / 1_000) });
  compiler.resetShadow();
  compiler.evictCache(KEPT_RUNS);
  return { pages, bytes };
}

function compiled(main: string, data: unknown, scale: number): NodeTypstDocument {
  compiler.mapShadow(path.join(FOLDER, "data.json"), Buffer.from(JSON.stringify({ ...(data as object), scale })));
  const result = compiler.compile({ mainFileContent: main });
  if (result.hasError()) throw new Error(JSON.stringify(compiler.fetchDiagnostics(result.takeError()!)).slice(0, 2_000));
  return result.result!;
}
