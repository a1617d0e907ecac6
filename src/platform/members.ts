/**
 * Who are the members, and what may change about them? Every change is a version of the member with its journal entry, in
 * the same transaction as what goes with it: an account, a one-time link, the end of sessions.
 */
import type { Caller } from "./caller.ts";
import type { Transaction } from "./database.ts";
import { newId } from "./identity.ts";
import type { Language } from "./language.ts";
import { addressOf, loginOf } from "./login.ts";
import { MARKINGS, type Marking } from "./marking.ts";
import { member } from "./member.noun.ts";
import type { Node } from "./node.ts";
import { save } from "./noun-store.ts";
import { makeLink, type MadeLink } from "./one-time-links.ts";
import { problem } from "./problem.ts";
import type { Role } from "./roles.ts";
import { addUser, changeTitle, endSessions, hasAdministrator, listMembers, oneChangeAtATime, turnTotpOff, userWithAddress, voidLinks, type MemberListed } from "./sign-in-queries.ts";

export interface Membership {
  organisation: string;
  roles: Role[];
  clearance: Marking;
  language: Language;
  isActive: boolean;
}

export interface NewMember extends Membership { login: string; title: string }

/**
 * Administration is a matter of roles, not of clearance: its writes are made with every clearance, always in the actual
 * world, and by nobody's name but the caller's.
 */
export const asMembersOffice = <T>(node: Node, caller: Caller, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  node.signIn.as({ ...caller, clearance: MARKINGS.length - 1, exercise: false }, work);

export async function membersListed(tx: Transaction): Promise<MemberListed[]> {
  return (await listMembers(tx)).map(withLogin);
}

export async function memberListed(tx: Transaction, id: string): Promise<MemberListed> {
  const [found] = await listMembers(tx, id);
  if (!found) throw problem("record.notFound");
  return withLogin(found);
}

const withLogin = (listed: MemberListed): MemberListed => ({ ...listed, login: loginOf(listed.login) });

/** A member without a password yet: a link or a welcome gives them one. */
export async function addMember(tx: Transaction, { login, title, ...membership }: NewMember): Promise<string> {
  const address = addressOf(login);
  if (await userWithAddress(tx, address)) throw problem("login.taken");
  const id = newId(tx.now.getTime());
  await addUser(tx, { id, address, title });
  await save(tx, member, { id, content: membership });
  return id;
}

export async function invite(tx: Transaction, wanted: NewMember): Promise<{ id: string; link: MadeLink }> {
  const id = await addMember(tx, wanted);
  return { id, link: await makeLink(tx, "invitation", { member: id }) };
}

export type Change = Partial<Membership> & { title?: string | undefined };

/** @throws member.lastAdministrator when nobody could administer afterwards */
export async function changeMember(tx: Transaction, id: string, { title, ...change }: Change, basedOn?: number): Promise<void> {
  await oneChangeAtATime(tx);
  const before = await memberListed(tx, id);
  const { organisation, roles, clearance, language, isActive } = before;
  const hadAdministrator = await hasAdministrator(tx);
  await save(tx, member, { id, basedOn, content: { organisation, roles, clearance, language, isActive, ...defined(change) } });
  if (hadAdministrator && !(await hasAdministrator(tx))) throw problem("member.lastAdministrator");
  if (title !== undefined && title !== before.title) {
    await changeTitle(tx, id, title);
    tx.journal({ act: "rename-account", object: id });
  }
  if (change.isActive === false) {
    await revokeSessions(tx, id);
    await voidLinks(tx, { member: id });
  }
}

const defined = <T extends object>(change: T): Partial<T> => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>;

/** @param except the session that asks, and stays */
export async function revokeSessions(tx: Transaction, id: string, except?: string): Promise<number> {
  const ended = await endSessions(tx, id, except);
  if (ended > 0) tx.journal({ act: "revoke-sessions", object: id });
  return ended;
}

/** A link to set a new password: for one who forgot it and, with `turnsTotpOff`, lost the phone and the recovery codes too. */
export async function resetLink(tx: Transaction, id: string, turnsTotpOff: boolean): Promise<MadeLink> {
  const { hasPassword } = await memberListed(tx, id);
  return makeLink(tx, hasPassword ? "reset" : "invitation", { member: id, turnsTotpOff });
}

export async function totpOff(tx: Transaction, id: string): Promise<void> {
  if (await turnTotpOff(tx, id)) tx.journal({ act: "totp-off", object: id });
}
