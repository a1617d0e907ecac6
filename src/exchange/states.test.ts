// The drawings in states.md are those of the tables.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagram, type Lifecycle } from "../platform/lifecycle.ts";
import { agreementLife } from "./agreements/agreement-life.ts";
import { alertLife } from "./alerts/alert-life.ts";
import { requestLife } from "./delivery/request.noun.ts";
import { incidentLife } from "./governance/data-incident.noun.ts";
import { releaseLife } from "./release/release-life.ts";

test.each([alertLife, releaseLife, agreementLife, requestLife, incidentLife] as unknown as Lifecycle[])("the drawing of $name is its table", (life) => {
  expect(readFileSync(new URL("states.md", import.meta.url), "utf8")).toContain(`\`\`\`mermaid\n${diagram(life)}\n\`\`\``);
});
