// The service unit says what systemd understands and starts what exists.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { commandNames } from "../../src/verbs.ts";
import { ROOT } from "./processes.ts";

const unit = readFileSync("deploy/faleme.service", "utf8");
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

test("it starts a verb of ours, from files that are here, and comes back whatever happened", () => {
  const [, program, script, verb] = /^ExecStart=\/opt\/faleme\/(\S+) \/opt\/faleme\/(\S+) (\S+)/m.exec(unit)!;
  expect(existsSync(program!) && existsSync(script!)).toBe(true);
  expect(commandNames()).toContain(verb);
  expect(unit).toMatch(/^Restart=always$/m);
  expect(unit).toMatch(/^StartLimitIntervalSec=0$/m);
});

test.skipIf(!hasSystemd)("systemd finds no fault in it (skipped where there is no systemd)", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-service-"));
  try {
    const file = path.join(dir, "faleme.service");
    writeFileSync(file, unit.replaceAll("/opt/faleme", ROOT));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
    expect([status, stderr.split("\n").filter((line) => line.includes("faleme.service"))]).toEqual([0, []]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
