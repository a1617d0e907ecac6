// A small directory with its agreement and decisions, as officers would have entered them, for tests that need somebody to tell.
import type { Client } from "../database/signed-in.ts";

export const MAKOFE = "1299a713-0c24-8d71-b58c-68d0151d7b60";
export const SARAYA = "SN0603";

export interface Directory { rescue: string; deputy: string; duty: string; prefecture: string; army: string; malian: string }

const post = (title: string, more: Record<string, unknown> = {}) => ({
  title, country: "SN", service: "civil-protection", isArmed: false, level: "operational", areas: [SARAYA], functions: ["emergency-response", "protection"],
  timeZone: "Africa/Dakar", language: "fr", isDutyOfficer: false, ...more,
});

export async function makeDirectory(officer: Client, world = ""): Promise<Directory> {
  const add = async (content: Record<string, unknown>) => (await officer.json(`/api/contacts${world}`, { method: "POST", json: { content } })).id as string;
  const deputy = await add(post("suppléance, protection civile, Saraya"));
  const duty = await add(post("permanence, protection civile", { areas: ["SN"], isDutyOfficer: true }));
  const rescue = await add(post("protection civile, Saraya", { deputies: [deputy] }));
  const prefecture = await add(post("préfecture, Saraya", { service: "prefecture", language: "ar" }));
  const army = await add(post("poste militaire, Saraya", { service: "army", isArmed: true, functions: ["interdiction"] }));
  const malian = await add(post("protection civile, Kayes", { country: "ML", areas: ["ML01"] }));
  for (const id of [deputy, duty, rescue, prefecture, army]) await officer.json(`/api/contacts/${id}/channels${world}`, { method: "PUT", json: { channels: [{ channel: "page" }] } });
  return { rescue, deputy, duty, prefecture, army, malian };
}

export const agreementWords = (more: Record<string, unknown> = {}) => ({
  title: "Accord d’alerte, zone des trois frontières", parties: ["SN", "ML", "MR"], fields: ["protection"], purpose: "protection",
  audience: [{ country: "SN", services: ["civil-protection", "prefecture", "army"] }], subjects: ["alert", "event"], kinds: ["illicit-economy", "armed-attack", "civilian-harm"], areas: ["SN", "ML"],
  highestMarking: "AMBER", finestPlace: "exact", finestTime: "day", startsOn: "2020-01-01", endsOn: "2099-12-31", state: "draft", ...more,
});

/** Put in force by two. */
export async function sign(first: Client, second: Client, content = agreementWords(), world = ""): Promise<string> {
  const { id } = await first.json(`/api/agreements${world}`, { method: "POST", json: { content } });
  for (const officer of [first, second]) await officer.json(`/api/agreements/${id}/agreeing/sign${world}`, { method: "POST", json: {} });
  return id;
}

export async function decide(officer: Client, service: string, outcome = "share", world = ""): Promise<void> {
  await officer.json(`/api/due-diligence-decisions${world}`, { method: "POST", json: { content: {
    title: `${service}, Sénégal`, country: "SN", service, outcome, askedBy: "officier de diffusion", conduct: "Aucun fait retenu à ce jour.", decidedOn: "2020-01-01", until: "2099-12-31",
  } } });
}
