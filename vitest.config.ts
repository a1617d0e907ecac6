// Every question to the database is asked of the embedded PostgreSQL 18 and of a server (15 or later), where one is found.
import { defineConfig } from "vitest/config";
import { serverBinaries } from "./tests/database/clusters.ts";
import { InOrder } from "./tests/in-order.ts";

// Every process that a test starts reads the same files: compiled once for all.
process.env.NODE_COMPILE_CACHE ??= new URL("node_modules/.compiled", import.meta.url).pathname;

const databaseTests = ["src/**/*.db.test.ts", "tests/**/*.db.test.ts"];
const journeys = ["tests/journeys/**/*.test.ts"];
const hasServer = Boolean(process.env.FALEME_TEST_DATABASE_URL ?? serverBinaries());

const setupFiles = ["tests/seeded.ts"];

const onDatabase = (name: string, which: "embedded" | "server") => ({
  test: { name, setupFiles, include: databaseTests, globalSetup: ["tests/database/clusters.ts"], env: { FALEME_TEST_CLUSTER: which }, testTimeout: 120_000, hookTimeout: 120_000 },
});

export default defineConfig({
  test: {
    // As many as the smallest machine has cores: with a third, browsers starve each other and journeys are tried twice.
    maxWorkers: 2,
    sequence: { sequencer: InOrder },
    reporters: ["default"],
    projects: [
      { test: { name: "logic", setupFiles, include: ["src/**/*.test.ts", "tests/**/*.test.ts", "web/**/*.test.ts"], exclude: [...databaseTests, ...journeys, "node_modules/**"], testTimeout: 60_000 } },
      onDatabase("postgres-18", "embedded"),
      ...(hasServer ? [onDatabase("postgres-server", "server")] : []),
      // A browser on a busy machine may miss a moment once; what fails twice is a fault.
      { test: { name: "journeys", include: journeys, globalSetup: ["tests/journeys/prepared.ts"], testTimeout: 240_000, hookTimeout: 120_000, retry: 1, expect: { poll: { timeout: 20_000, interval: 100 } } } },
    ],
  },
});
