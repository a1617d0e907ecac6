// After `npm install`: takes out of the lock file the names of optional packages that it does not hold. A registry that lacks
// the packages of other systems leaves such names behind, and `npm ci` then refuses the whole file.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const held = new Set(Object.keys(lock.packages).map((place) => place.split("node_modules/").at(-1)));
let taken = 0;
for (const [place, locked] of Object.entries(lock.packages)) {
  if (!place || !locked.optionalDependencies) continue;
  for (const name of Object.keys(locked.optionalDependencies)) {
    if (held.has(name)) continue;
    delete locked.optionalDependencies[name];
    taken++;
  }
}
if (taken > 0) writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
process.stderr.write(`package-lock.json: ${taken} names taken out\n`);
