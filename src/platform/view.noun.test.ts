import { expect, test } from "vitest";
import { isViewAddress, view } from "./view.noun.ts";

test.each(["/", "/?from=2021-01-01&kind=armed-attack&at=-11.2,14.3,6.1", "/evidence/events?admin1=ML01", "/places/areas/0199?x=%D9%85", "/evidence", "/areas/ML01?before=2021", "/flows?show=access"])("%s is a view", (address) => {
  expect(isViewAddress(address)).toBe(true);
});

test.each([
  "", "evidence", "//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "javascript:alert(1)", "/../administration", "/administration/users", "/api/events",
  "/sign-in?next=/", "/?world=exercise", "/evidence?viewAs=reader:GREEN:SN", "/evi\ndence", "/%2e%2e/api", "/evidence/../api/events",
])("%j is none", (address) => {
  expect(isViewAddress(address)).toBe(false);
  expect(view.schema.safeParse({ name: "x", address }).success).toBe(false);
});

test("why it is refused is said in three languages", () => {
  const { error } = view.schema.safeParse({ name: "x", address: "/api/events" });
  expect(error!.issues[0]).toMatchObject({ path: ["address"], params: { reason: { fr: expect.stringContaining("/places"), ar: expect.stringContaining("عنوان") } } });
});
