// Types and lint, as `npm test` runs them first and as an engineer runs them alone (`npm run check`).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const bin = (name: string) => `node_modules/.bin/${name}`;
const steps: [string, string[]][] = [
  [bin("tsc"), ["-p", "."]],
  ...(existsSync("web/tsconfig.json") ? [[bin("tsc"), ["-p", "web"]] as [string, string[]]] : []),
  [bin("oxlint"), ["--deny-warnings", "src", "web", "tests", "scripts", "bench"]],
];

for (const [command, args] of steps) {
  process.stderr.write(`${[command, ...args].join(" ")}\n`);
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
