// As whom PostgreSQL runs, on machines of every kind. Needs root, because only root has a choice.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runnerFor } from "./postgres-account.ts";

const POSTGRES = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104::/:/bin/sh\n";
const NOBODY = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n";
const ROOT_ALONE = "root:x:0:0::/root:/bin/sh\n";
const isRoot = process.getuid?.() === 0;

let box: string, dir: string, binaries: string;
beforeEach(() => {
  box = mkdtempSync(path.join(tmpdir(), "faleme-account-"));
  chmodSync(box, 0o755);
  binaries = path.join(box, "bin");
  mkdirSync(binaries);
  mkdirSync(path.join(box, "data"), { mode: 0o700 });
  dir = path.join(box, "data", "postgres");
});
afterEach(() => rmSync(box, { recursive: true, force: true }));

const commandAs = (accounts: string, asRoot = true) => runnerFor(dir, binaries, { isRoot: asRoot, accounts }).command("initdb", ["-D"]);

test("an ordinary account runs it as itself", () => {
  expect(commandAs(ROOT_ALONE, false)).toEqual({ file: "initdb", args: ["-D"] });
});

describe.skipIf(!isRoot)("as root (skipped for any other account)", () => {
  test("postgres where there is one, else nobody; the data directory is opened for passing, not for reading", () => {
    expect(commandAs(POSTGRES).account).toEqual({ uid: 101, gid: 104 });
    expect(commandAs(NOBODY).account).toEqual({ uid: 65534, gid: 65534 });
    expect(statSync(path.dirname(dir)).mode & 0o777).toBe(0o711);
  });

  test("whoever owns an existing database", () => {
    mkdirSync(dir);
    writeFileSync(path.join(dir, "PG_VERSION"), "18\n");
    chownSync(dir, 4242, 4243);
    expect(commandAs(POSTGRES).account).toEqual({ uid: 4242, gid: 4243 });
    chmodSync(box, 0o700);
    expect(() => commandAs(POSTGRES)).toThrow(expect.objectContaining({ code: "database.pathClosed", details: { folder: box } }));
  });

  test("in a user namespace where there is no such account, or where it could not get through", () => {
    expect(commandAs(ROOT_ALONE)).toMatchObject({ file: "unshare", args: expect.arrayContaining(["--user", "initdb", "-D"]) });
    chmodSync(box, 0o700);
    expect(commandAs(POSTGRES).file).toBe("unshare");
    chmodSync(box, 0o755);
    chmodSync(binaries, 0o700);
    expect(commandAs(POSTGRES).file).toBe("unshare");
  });

  test("and where the machine forbids namespaces, a sentence that says what to do", () => {
    const pathBefore = process.env.PATH;
    process.env.PATH = "/nowhere";
    try {
      expect(() => commandAs(ROOT_ALONE)).toThrow(expect.objectContaining({ code: "database.noAccount" }));
      chmodSync(box, 0o700);
      expect(() => commandAs(POSTGRES)).toThrow(expect.objectContaining({ code: "database.pathClosed", details: { folder: box } }));
      mkdirSync(dir);
      writeFileSync(path.join(dir, "PG_VERSION"), "18\n");
      expect(() => commandAs(POSTGRES)).toThrow(expect.objectContaining({ code: "database.ownedByRoot" }));
    } finally {
      process.env.PATH = pathBefore;
    }
  });
});
