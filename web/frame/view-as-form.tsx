/** Look at the page as another reader would see it: never with more than one's own, nothing can be written, and the journal notes it. */
import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { Role } from "../../src/platform/roles.ts";
import { MARKINGS, ROLES } from "../platform/members.ts";
import styles from "./frame.module.css";
import type { Search } from "./routes.tsx";
import { useMe } from "./session.ts";
import { useWords } from "./words.ts";

export default function ViewAsForm({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const organisations = useId();
  const offered = MARKINGS.slice(0, MARKINGS.indexOf(me.clearance) + 1);
  const [role, setRole] = useState<Role>("reader");
  const [clearance, setClearance] = useState<string>(offered.includes("GREEN") ? "GREEN" : me.clearance);
  const [organisation, setOrganisation] = useState(me.organisation);
  const look = () => {
    onClose();
    void navigate({ to: ".", search: ((old: Search) => ({ ...old, viewAs: `${role}:${clearance}:${organisation.trim() || me.organisation}` })) as never });
  };
  return (
    <Modal opened onClose={onClose} title={t("viewAs.title")} closeButtonProps={{ "aria-label": t("search.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); look(); }} className={styles.form}>
        <p className="quiet">{t("viewAs.words")}</p>
        <NativeSelect label={t("viewAs.role")} value={role} data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))} onChange={(event) => { setRole(event.currentTarget.value as Role); }} />
        <NativeSelect label={t("viewAs.clearance")} description={t("viewAs.clearanceWords")} value={clearance} data={offered.map((one) => ({ value: one, label: `TLP:${one}` }))} onChange={(event) => { setClearance(event.currentTarget.value); }} />
        <TextInput label={t("viewAs.organisation")} description={t("viewAs.organisationWords")} value={organisation} list={organisations} maxLength={60} required onChange={(event) => { setOrganisation(event.currentTarget.value); }} />
        <datalist id={organisations}>{[...new Set([me.organisation, "ML", "MR", "SN"])].map((one) => <option key={one} value={one} />)}</datalist>
        <Button type="submit">{t("viewAs.look")}</Button>
      </form>
    </Modal>
  );
}
