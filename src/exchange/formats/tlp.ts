/** TLP 2.0 in STIX 2.1: the five marking definitions that OASIS published as an extension, with their fixed ids. */
import type { Marking } from "../../platform/marking.ts";

export const TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

export const TLP_IDS: Readonly<Record<Marking, string>> = {
  "CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
  "GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
  "AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
  "AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
  "RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
};

/** TLP 1.0, as older tools still send it: WHITE is CLEAR. */
const TLP_1: Readonly<Record<string, Marking>> = {
  "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "CLEAR",
  "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "GREEN",
  "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "AMBER",
  "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "RED",
};

export const tlpDefinition = (marking: Marking) => ({
  type: "marking-definition", spec_version: "2.1", id: TLP_IDS[marking], created: "2022-10-01T00:00:00.000Z", name: `TLP:${marking}`,
  extensions: { [TLP_EXTENSION]: { extension_type: "property-extension", tlp_2_0: marking.toLowerCase() } },
});

export function markingOfId(id: string): Marking | undefined {
  return (Object.entries(TLP_IDS) as [Marking, string][]).find(([, known]) => known === id)?.[0] ?? TLP_1[id];
}
