/** The thread that sets type: one compiler with our fonts, one document after the other. Nothing but our templates is read. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
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

function print({ template, data, pictures, format, madeAt }: Sheet): Printed {
  const main = templates.get(`${template}.typ`);
  if (main === undefined) throw new Error(`no template ${template}`);
  for (const [name, words] of Object.entries({ "data.json": JSON.stringify(data), ...pictures })) compiler.mapShadow(path.join(FOLDER, name), Buffer.from(words));
  const result = compiler.compile({ mainFileContent: main });
  if (result.hasError()) throw new Error(JSON.stringify(compiler.fetchDiagnostics(result.takeError()!)).slice(0, 2_000));
  const document = result.result!;
  const pages = document.numOfPages;
  const bytes = format === "svg" ? Buffer.from(compiler.plainSvg(document)) : compiler.pdf(document, { creationTimestamp: Math.floor(Date.parse(madeAt) / 1_000) });
  compiler.resetShadow();
  compiler.evictCache(KEPT_RUNS);
  return { pages, bytes };
}
