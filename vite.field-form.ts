/**
 * Builds the field form into dist/field-form, which the server shows at /report/: a page of its own without a framework, for a
 * link of five kilobytes a second. Its service worker is told every file of it, and the build refuses to outgrow its limit.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin, UserConfig } from "vite";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const out = here("./dist/field-form");
const BASE = "/report/";
const WORKER = "service-worker.js";
/** Everything of it, compressed as an old proxy still lets it through (gzip): what a first visit transfers, the places apart. */
const LIMIT_KB = 150;

export const fieldForm: UserConfig = {
  root: here("./web/field-form"),
  base: BASE,
  plugins: [sameHead(), fromHere(), offline()],
  build: {
    outDir: out, emptyOutDir: true, assetsInlineLimit: 0, target: "es2022", reportCompressedSize: false, modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { form: here("./web/field-form/index.html"), calendar: here("./web/field-form/calendar.html"), sealed: here("./web/field-form/sealed.html"), "check-in": here("./web/field-form/check-in.html"), "service-worker": here("./web/field-form/service-worker.ts") },
      output: { entryFileNames: ({ name }) => (name === "service-worker" ? WORKER : "assets/[name]-[hash].js") },
    },
  },
  worker: { format: "es" },
};

/** What the heads of the form's pages share stands once. Put in before anything else looks at the page, so that its links are built too. */
function sameHead(): Plugin {
  const head = here("./web/field-form/head.html");
  return { name: "same-head", transformIndexHtml: { order: "pre", handler: (html) => html.replace(/ *<!-- head\.html -->\n/, () => readFileSync(head, "utf8")) } };
}

/** Nothing may be loaded from elsewhere, so nothing needs to say that it may. */
function fromHere(): Plugin {
  return { name: "from-here", transformIndexHtml: (html) => html.replaceAll(" crossorigin", "") };
}

function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    writeBundle() {
      const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(out, path.join(entry.parentPath, entry.name))).sort();
      const shown = files.filter((file) => file !== WORKER);
      const version = createHash("sha256").update(shown.map((file) => `${file} ${createHash("sha256").update(readFileSync(path.join(out, file))).digest("hex")}`).join()).digest("hex").slice(0, 12);
      // A large picture of the icon is for the moment of installing alone.
      const addresses = shown.filter((file) => !/\.(png|webmanifest)$/.test(file)).map((file) => BASE + (file === "index.html" ? "" : file));
      const worker = path.join(out, WORKER);
      writeFileSync(worker, `const FILES=${JSON.stringify(addresses)},VERSION=${JSON.stringify(version)};\n${readFileSync(worker, "utf8")}`);
      let brotli = 0, gzip = 0;
      for (const file of files) {
        const bytes = readFileSync(path.join(out, file));
        const isText = /\.(js|css|html|svg|webmanifest)$/.test(file);
        const br = isText ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }) : bytes;
        const gz = isText ? gzipSync(bytes, { level: 9 }) : bytes;
        if (isText) {
          writeFileSync(path.join(out, `${file}.br`), br);
          writeFileSync(path.join(out, `${file}.gz`), gz);
        }
        brotli += br.length;
        gzip += gz.length;
      }
      const kb = (bytes: number) => Math.round(bytes / 100) / 10;
      process.stderr.write(`The field form, whole: ${kb(brotli)} KB brotli, ${kb(gzip)} KB gzip (limit ${LIMIT_KB} KB gzip)\n`);
      if (gzip > LIMIT_KB * 1_000) throw new Error(`the field form is over ${LIMIT_KB} KB`);
    },
  };
}
