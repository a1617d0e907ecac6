/** Who is asked after whom: the contact, their deputies, the duty officer of the service, the next level. Each once. */
export type Rung = "contact" | "deputy" | "duty-officer" | "next-level";
export interface Link { id: string; rung: Rung }

export interface Listed {
  id: string;
  country: string;
  service: string;
  isDutyOfficer: boolean;
  deputies?: readonly string[] | undefined;
  nextLevel?: string | undefined;
}

const MOST_LEVELS = 4;

/** As the directory stands now; a contact who is no longer in it has no place here, those after them keep theirs. */
export function chainOf(first: string, directory: readonly Listed[], known?: Pick<Listed, "country" | "service">): Link[] {
  const byId = new Map(directory.map((one) => [one.id, one]));
  const links = new Map<string, Rung>();
  const add = (id: string, rung: Rung) => { if (byId.has(id) && !links.has(id)) links.set(id, rung); };
  const own = byId.get(first);
  add(first, "contact");
  for (const deputy of own?.deputies ?? []) add(deputy, "deputy");
  const post = own ?? known;
  if (post) for (const { id } of directory.filter((one) => one.isDutyOfficer && one.country === post.country && one.service === post.service).sort((a, b) => (a.id < b.id ? -1 : 1))) add(id, "duty-officer");
  let above = own?.nextLevel;
  for (let level = 0; above !== undefined && level < MOST_LEVELS; level++) {
    add(above, "next-level");
    above = byId.get(above)?.nextLevel;
  }
  return [...links].map(([id, rung]) => ({ id, rung }));
}
