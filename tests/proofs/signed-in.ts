// An analyst of a running server, cleared to read reports: made as a person would make one, by links.
import { firstAdministratorLink } from "../../src/platform/first-administrator.ts";
import { openNode } from "../../src/platform/node.ts";

export type Asking = (path: string, init?: RequestInit) => Promise<Response>;

const PASSWORD = "quatre hiboux lisent tard";

export async function analystOf(url: URL, data: string): Promise<Asking> {
  const node = await openNode({ dir: data });
  let link: string | undefined;
  try { link = await firstAdministratorLink(node, url.origin); } finally { await node.close(); }
  if (!link) throw new Error("there is an administrator already");
  const administrator = await welcomed(url, link, { login: "administrateur", title: "administrateur" });
  const reply = await administrator("/api/members", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ login: "analyste", title: "analyst", roles: ["analyst"], clearance: "AMBER+STRICT" }) });
  if (!reply.ok) throw new Error(`no analyst could be made: ${reply.status} ${await reply.text()}`);
  const { link: invitation } = await reply.json() as { link: { url: string } };
  return welcomed(url, invitation.url);
}

async function welcomed(url: URL, link: string, more: Record<string, string> = {}): Promise<Asking> {
  const reply = await fetch(new URL("/api/welcome", url), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token: new URL(link).searchParams.get("token"), password: PASSWORD, ...more }) });
  if (!reply.ok) throw new Error(`the link did not work: ${reply.status} ${await reply.text()}`);
  const cookie = reply.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  return (path, init = {}) => fetch(new URL(path, url), { ...init, headers: { ...init.headers as Record<string, string>, cookie } });
}
