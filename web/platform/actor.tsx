/** Who wrote or did it: a member by their post, for those who manage members; a part of the house by its name; otherwise an id. */
import { useQuery } from "@tanstack/react-query";
import { useMe } from "../frame/session.ts";
import { membersQuery } from "./members.ts";

const SHOWN_OF_ID = 8;

export function Actor({ id }: { id: string }) {
  const me = useMe();
  const { data } = useQuery({ ...membersQuery, enabled: me.permissions.includes("users.manage") });
  const title = id === me.id ? me.title : data?.rows.find((member) => member.id === id)?.title;
  return title ? <span title={id}>{title}</span> : <span className="mono" title={id}>{id.length === 36 ? id.slice(0, SHOWN_OF_ID) : id}</span>;
}
