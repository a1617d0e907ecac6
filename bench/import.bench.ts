/**
 * Import of generated events end to end (read, map, check, locate, write, version, journal), against a bare COPY of every row
 * that it wrote into tables with the same indexes, in the same run and by the same client.
 */
import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { seeded } from "../src/methods/stats/random.ts";
import { geographyFrom, loadGeography, loadShippedPlaces } from "../src/places/index.ts";
import { openNode, type Node } from "../src/platform/node.ts";
import { memoryOf } from "./house.ts";
import type { BenchResult } from "./run.ts";

const ROWS = 300_000;
const QUICK_ROWS = 30_000;
/** Tables that an import of events writes. */
const CLI = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const TABLES = ["events", "versions", "journal", "imported"];

export async function bench({ quick }: { quick: boolean }): Promise<BenchResult> {
  const rows = quick ? QUICK_ROWS : ROWS;
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-bench-import-"));
  const data = path.join(dir, "data");
  const node = await openNode({ dir: data });
  try {
    await loadShippedPlaces(node);
    const file = path.join(dir, "ged241-generated.csv");
    await generate(node, file, rows);
    const first = await imported(data, file);
    if (first.inserted !== rows) throw new Error(`of ${rows} rows ${first.inserted} went in, ${first.rejected} were refused`);
    const again = await imported(data, file);
    if (again.unchanged !== rows) throw new Error("the same file twice changed something");
    const copySeconds = await bareCopy(node, dir);
    const ratioToCopy = copySeconds / first.seconds;
    return {
      name: `import of ${rows.toLocaleString("en")} events`,
      figures: { rowsPerSecond: rows / first.seconds, seconds: first.seconds, bareCopySeconds: copySeconds, ratioToCopy, secondImportSeconds: again.seconds, peakMb: first.peakMb },
      goals: [
        { name: "at least half the rate of a bare COPY of the same rows", goal: 0.5, measured: ratioToCopy, isMet: ratioToCopy >= 0.5 },
        { name: "peak memory of the process, MB, under", goal: 400, measured: first.peakMb, isMet: first.peakMb < 400 },
      ],
    };
  } finally {
    await node.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Imported { inserted: number; unchanged: number; rejected: number; seconds: number; peakMb: number }

/** As `npm run faleme -- import` starts it. */
const MODEST = "--max-semi-space-size=4";

/** The command that a person would type, in a process of its own, so that its memory is its own. */
async function imported(data: string, file: string): Promise<Imported> {
  const child = spawn(process.execPath, [MODEST, CLI, "import", "ucdp", file, "--data", data, "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  let words = "";
  child.stdout.on("data", (chunk) => { words += chunk; });
  let peakMb = 0;
  const watch = setInterval(() => { try { peakMb = Math.max(peakMb, memoryOf(child.pid!).highest); } catch { /* it has ended */ } }, 100);
  const code = await new Promise((resolve) => { child.once("close", resolve); });
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import ended with ${code}: ${words}`);
  return { ...JSON.parse(words), peakMb };
}

/** Each table out to a file, then into an empty one like it. */
async function bareCopy(node: Node, dir: string): Promise<number> {
  return node.owner(async (client: pg.Client) => {
    let seconds = 0;
    for (const table of TABLES) {
      const file = path.join(dir, `${table}.copy`);
      await pipeline(client.query(copyTo(`copy ${table} to stdout`)), createWriteStream(file));
      await client.query(`create table bare_${table} (like ${table} including all)`);
      const startedAt = performance.now();
      await pipeline(createReadStream(file, { highWaterMark: 2 ** 18 }), client.query(copyFrom(`copy bare_${table} from stdin`)));
      seconds += (performance.now() - startedAt) / 1_000;
    }
    return seconds;
  });
}

const SIDES = ["JNIM", "IS", "Government of Mali", "Government of Senegal", "Dan na Ambassagou", "Civilians"];
const WORDS = ["village", "near", "road", "convoy", "patrol", "market", "river", "post", "Kayes", "Kidira", "Bakel", "Nioro", "between", "attack", "customs", "forest", "cercle", "soldiers", "gendarmerie", "fuel"];

/** Rows as UCDP writes them, inside the countries that have an outline. */
export async function generate(node: Node, file: string, rows: number): Promise<void> {
  const geography = await node.db.as(node.keeper("bench"), async (tx) => geographyFrom((await loadGeography(tx)).areas));
  const country: Record<string, string> = { ML: "Mali", SN: "Senegal", MR: "Mauritania", GN: "Guinea" };
  // The same rows each time, so that two runs can be compared.
  const random = seeded(7);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const words = (count: number) => Array.from({ length: count }, () => pick(WORDS)).join(" ");
  const out = createWriteStream(file);
  const header = ["id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name", "side_a_new_id", "side_a", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"];
  out.write(`${header.join(",")}\n`);
  for (let i = 0; i < rows; i++) {
    let lon: number, lat: number, where: string | undefined;
    do {
      lon = -17 + random() * 21;
      lat = 10 + random() * 12;
      where = country[geography.whereabouts(lon, lat).country ?? ""];
    } while (!where);
    const day = new Date(Date.UTC(1997, 0, 1) + Math.floor(random() * 10_000) * 86_400_000).toISOString().slice(0, 10);
    const best = Math.floor(random() ** 3 * 40);
    const headline = words(9);
    const row = [500_000 + i, `GEN-${day.slice(0, 4)}-1-${i}`, day.slice(0, 4), "True", "Clear", 1 + Math.floor(random() * 3), 11347, "Generated", 15108, "Generated", 72, pick(SIDES), 6716, pick(SIDES), 2,
      `"Agency,${day},${headline}"`, "Agency;Daily", `${day};${day}`, `${headline};${words(8)}`, "", pick([1, 1, 1, 2, 2, 3, 4]), `${pick(WORDS)} ${i % 900}`, words(12), "Kayes region", "Kayes cercle", lat.toFixed(6), lon.toFixed(6),
      `POINT (${lon.toFixed(6)} ${lat.toFixed(6)})`, 150000 + (i % 4000), where, 432, "Africa", pick([1, 1, 2]), pick([1, 1, 2]), day, day, 0, 0, best, 0, best, best + 2, Math.max(0, best - 1)];
    const line = `${row.map((cell) => (/[",]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))).join(",")}\n`;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}
