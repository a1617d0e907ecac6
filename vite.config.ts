/**
 * Builds the web application into dist/web, for a server that lets no page load anything from elsewhere.
 *
 * MapLibre is built from its own sources instead of its two ready bundles: the map and its worker then share one chunk,
 * which takes a quarter off the first page (measured: 356 → 264 KB brotli).
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import { fieldForm } from "./vite.field-form.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const mapSources = here("./node_modules/maplibre-gl/src/");
const out = here("./dist/web");

/** What a reader downloads before the first page answers, JavaScript alone; the goal is the design's. */
const FIRST_PAGE_LIMIT_KB = 500;
const FIRST_PAGE = ["index", "picture-page", "map-canvas", "map-worker", "fr"];

/** Everybody's page; with `--mode field-form` the tiny form for those who have no account (`vite.field-form.ts`). */
export default defineConfig(({ mode }) => (mode === "field-form" ? fieldForm : application));

const application: UserConfig = {
  root: here("./web"),
  plugins: [react(), mapWorker(), farLand(), compressed()],
  resolve: { alias: [{ find: /^maplibre-gl$/, replacement: path.join(mapSources, "index.ts") }] },
  // As MapLibre's own build: a field that is only declared must not wipe what the parent's constructor set.
  oxc: { assumptions: { setPublicClassFields: true }, typescript: { removeClassFieldsWithoutInitializer: true } },
  build: { outDir: out, emptyOutDir: true, assetsInlineLimit: 0, target: "es2023", reportCompressedSize: false, chunkSizeWarningLimit: 900, modulePreload: { polyfill: false } },
};

/** `import url from "virtual:map-worker"`: the address of the map's worker, built as a chunk of the same graph. */
function mapWorker(): Plugin {
  const id = "\0virtual:map-worker";
  return {
    name: "map-worker",
    resolveId: (source) => (source === "virtual:map-worker" ? id : undefined),
    load(asked) {
      if (asked !== id) return undefined;
      const chunk = this.emitFile({ type: "chunk", id: path.join(mapSources, "source/worker.ts"), name: "map-worker" });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
  };
}

/** `import url from "virtual:far-land"`: land around the countries that we hold, so that what lies beyond them does not look like sea. */
function farLand(): Plugin {
  const id = "\0virtual:far-land";
  const [west, south, east, north] = [-30, -6, 26, 40];
  return {
    name: "far-land",
    resolveId: (source) => (source === "virtual:far-land" ? id : undefined),
    load(asked) {
      if (asked !== id) return undefined;
      const world = JSON.parse(readFileSync(here("./node_modules/world-atlas/land-50m.json"), "utf8")) as Topology<{ land: GeometryCollection }>;
      const polygons = feature(world, world.objects.land).features.flatMap(({ geometry }) => (geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : []));
      const isNear = ([lon = 0, lat = 0]: Position) => lon > west && lon < east && lat > south && lat < north;
      // Far from here a coast needs no shape: a point in fifty keeps the outline closed around what is seen.
      const drawn = polygons.filter(([ring]) => ring!.some(isNear)).map((rings) => rings.map((ring) => ring.filter((point, at) => isNear(point) || at % 50 === 0 || at === ring.length - 1).map(([lon = 0, lat = 0]) => [Math.round(lon * 100) / 100, Math.round(lat * 100) / 100])));
      const asset = this.emitFile({ type: "asset", name: "far-land.json", source: JSON.stringify({ type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: drawn } }) });
      return `export default import.meta.ROLLUP_FILE_URL_${asset};`;
    },
  };
}

/** A chapter's words have the same name as the first page's, and come with the chapter's own pages. */
const isOfAChapter = (module: string | null) => module !== null && /\/words\/\w+\/\w+\.json$/.test(module);

/** Compresses what compresses, once, at the highest level; says what the first page weighs and refuses to grow past its goal. */
function compressed(): Plugin {
  const firstPage = new Set<string>();
  return {
    name: "compressed",
    apply: "build",
    generateBundle(_, bundle) {
      const reach = (file: string) => {
        const chunk = bundle[file];
        if (firstPage.has(file) || chunk?.type !== "chunk") return;
        firstPage.add(file);
        chunk.imports.forEach(reach);
      };
      for (const [file, chunk] of Object.entries(bundle)) if (chunk.type === "chunk" && FIRST_PAGE.includes(chunk.name) && !isOfAChapter(chunk.facadeModuleId)) reach(file);
    },
    // After every file is written; not at all where the build failed before that, so that its own error is the one that is told.
    writeBundle() {
      let brotli = 0, gzip = 0;
      for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
        const file = path.join(entry.parentPath, entry.name);
        const bytes = readFileSync(file);
        const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        const gz = gzipSync(bytes, { level: 9 });
        writeFileSync(`${file}.br`, br);
        writeFileSync(`${file}.gz`, gz);
        if (firstPage.has(path.relative(out, file))) { brotli += br.length; gzip += gz.length; }
      }
      const kb = (bytes: number) => Math.round(bytes / 1024);
      process.stderr.write(`JavaScript of the first page: ${kb(brotli)} KB brotli, ${kb(gzip)} KB gzip (limit ${FIRST_PAGE_LIMIT_KB} KB brotli)\n`);
      if (kb(brotli) > FIRST_PAGE_LIMIT_KB) throw new Error(`the first page's JavaScript is over ${FIRST_PAGE_LIMIT_KB} KB`);
    },
  };
}
