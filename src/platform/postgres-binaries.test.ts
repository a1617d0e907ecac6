// The links between library names, which npm may have been told not to make.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { linkLibraries, majorOf, shippedBinaries } from "./postgres-binaries.ts";

test("are made where they are missing, and left where they are", () => {
  const native = path.join(mkdtempSync(path.join(tmpdir(), "faleme-links-")), "native");
  mkdirSync(path.join(native, "lib"), { recursive: true });
  writeFileSync(path.join(native, "lib", "libpq.so.5.18"), "library");
  writeFileSync(path.join(native, "pg-symlinks.json"), JSON.stringify([
    { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so" }, { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }]));
  for (let i = 0; i < 2; i++) {
    linkLibraries(native);
    expect(readFileSync(path.join(native, "lib", "libpq.so.5"), "utf8")).toBe("library");
    expect(readlinkSync(path.join(native, "lib", "libpq.so"))).toBe("libpq.so.5.18");
    rmSync(path.join(native, "lib", "libpq.so.5"));
  }
  rmSync(path.dirname(native), { recursive: true });
});

test("the shipped PostgreSQL is 18 and has what is needed", () => {
  const binaries = shippedBinaries();
  expect(majorOf(binaries)).toBe(18);
  for (const program of ["initdb", "postgres"]) expect(existsSync(path.join(binaries, program))).toBe(true);
});
