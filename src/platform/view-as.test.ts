import fc from "fast-check";
import { expect, test } from "vitest";
import { callerWith } from "../../tests/database/test-node.ts";
import { MARKINGS, mayRead } from "./marking.ts";
import { permissionsOf, ROLE_NAMES } from "./roles.ts";
import { readViewAs, seenAs } from "./view-as.ts";

const organisation = fc.constantFrom("SN", "ML", "garde-côtes: nord");
const marking = fc.constantFrom(...MARKINGS);
const role = fc.constantFrom(...ROLE_NAMES);

test("whoever one views as, one reads nothing that one may not, and nothing that they may not", () => {
  fc.assert(fc.property(role, marking, organisation, role, marking, organisation, marking, organisation, fc.boolean(),
    (ownRole, ownClearance, ownOrganisation, asRole, asClearance, asOrganisation, rowMarking, owner, exercise) => {
      const own = callerWith(ownRole, ownClearance, { organisation: ownOrganisation });
      const other = callerWith(asRole, asClearance, { organisation: asOrganisation });
      const seen = seenAs(own, readViewAs(`${asRole}:${asClearance}:${asOrganisation}`));
      const row = { marking: rowMarking, owner, exercise };
      // Exactly what both may read, and exactly what both may ask.
      expect(mayRead(seen, row)).toBe(mayRead(own, row) && mayRead(other, row));
      expect([...seen.may].sort()).toEqual([...permissionsOf([ownRole])].filter((permission) => permissionsOf([asRole]).has(permission)).sort());
      expect(seen.id).toBe(own.id);
    }));
});

test("as an address may spell it", () => {
  expect(readViewAs("duty-officer:AMBER STRICT:SN")).toEqual({ role: "duty-officer", clearance: "AMBER+STRICT", organisation: "SN" });
  expect(readViewAs("reader:GREEN:garde-côtes: nord").organisation).toBe("garde-côtes: nord");
});

test.each(["", "reader", "reader:GREEN", "reader:GREEN: ", "king:GREEN:SN", "reader:PURPLE:SN", "reader:GREEN:a\u0000b", `reader:GREEN:${"x".repeat(61)}`])("“%s” is nobody", (words) => {
  expect(() => readViewAs(words)).toThrow(/Nobody can be viewed as/);
});
