/** Who may enter, as what, and how far they read. An invitation is a one-time link that the administrator passes on. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { DataTable } from "../design/data-table.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { day } from "../design/when.ts";
import { useMe } from "../frame/session.ts";
import { capital, joined, useWords } from "../frame/words.ts";
import { InvitationForm, MemberForm } from "./member-forms.tsx";
import { membersQuery, type MemberShown } from "./members.ts";
import styles from "./records.module.css";

export function UsersPage() {
  const t = useWords();
  const me = useMe();
  const [open, setOpen] = useState<"new" | MemberShown["id"]>();
  const { data, error, isPending, refetch } = useQuery(membersQuery);
  const chosen = data?.rows.find(({ id }) => id === open);
  return (
    <>
      <PageHead title={t("page.users")} below={<span className="measure">{t("users.words")}</span>} actions={<Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => { setOpen("new"); }}>{t("users.invite")}</Button>} />
      {open === "new" ? <InvitationForm onClose={() => { setOpen(undefined); }} /> : null}
      {chosen ? <MemberForm key={`${chosen.id}.${chosen.version}`} member={chosen} onClose={() => { setOpen(undefined); }} /> : null}
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={5} /> : (
        <DataTable caption={t("page.users")} rows={data.rows} idOf={({ id }) => id} isDimmed={({ isActive }) => !isActive} columns={[
          { name: "title", head: capital(t("member.post")), cell: (one) => <><strong>{one.title}</strong>{one.id === me.id ? <span className="quiet"> {t("users.me")}</span> : null}<br /><span className="mono">{one.login}</span></> },
          { name: "roles", head: capital(t("member.roles")), cell: (one) => joined(one.roles.map((role) => t(`role.${role}`))) },
          { name: "clearance", head: capital(t("member.clearance")), cell: (one) => <MarkingChip marking={one.clearance} /> },
          { name: "organisation", head: capital(t("member.organisation")), cell: (one) => one.organisation },
          { name: "state", head: capital(t("member.state")), cell: (one) => <State member={one} /> },
          { name: "last", head: capital(t("member.lastSignIn")), cell: (one) => (one.lastSignInOn ? day(one.lastSignInOn) : <span className="quiet">{t("users.never")}</span>) },
          { name: "change", head: t("record.edit"), cell: (one) => <Button size="compact-sm" variant="default" aria-label={t("users.changeOne", { who: one.title })} onClick={() => { setOpen(one.id); }}>{t("record.edit")}</Button> },
        ]} />
      )}
      <p className={`quiet small ${styles.version}`}>{t("users.rights")}</p>
    </>
  );
}

function State({ member: { isActive, hasPassword, totp } }: { member: MemberShown }) {
  const t = useWords();
  if (!isActive) return <span className={`${chips.note} ${chips.warn}`}>{t("users.suspended")}</span>;
  if (!hasPassword) return <span className={chips.note}>{t("users.invited")}</span>;
  return <>{t("users.active")}{totp ? <> · <span className="quiet">{t("users.totp")}</span></> : null}</>;
}
