/** Who wrote or did it: a member by their post, for those who manage members; a part of the house by its name; otherwise an id. */
import { useQuery } from "@tanstack/react-query";
import { useMe } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { membersQuery } from "./members.ts";

const SHOWN_OF_ID = 8;
const PARTS = ["case", "shipped", "command-line", "import", "upgrade", "stranger", "exercise", "relocation"] as const;

export function Actor({ id }: { id: string }) {
  const t = useWords();
  const me = useMe();
  const { data } = useQuery({ ...membersQuery, enabled: me.permissions.includes("users.manage") });
  const title = id === me.id ? me.title : data?.rows.find((member) => member.id === id)?.title;
  const part = PARTS.find((one) => one === id);
  if (part) return <span>{t(`actor.${part}`)}</span>;
  return title ? <span title={id}>{title}</span> : <span className="mono" title={id}>{id.length === 36 ? id.slice(0, SHOWN_OF_ID) : id}</span>;
}
