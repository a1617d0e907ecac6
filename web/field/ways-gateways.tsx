/** Gateways of short messages: what each brings and sends, what waits, and the form in which one is settled. */
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import chips from "../design/chips.module.css";
import { DataTable } from "../design/data-table.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { number } from "../design/when.ts";
import { useWords } from "../frame/words.ts";
import { GatewayForm } from "./ways-gateway-form.tsx";
import { gatewaysQuery, type Gateway } from "./ways-questions.ts";
import styles from "./ways.module.css";

export function Gateways() {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery(gatewaysQuery);
  const [open, setOpen] = useState<{ name?: string }>();
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={3} />;
  const add = <Button variant={data.length > 0 ? "default" : "filled"} leftSection={<IconPlus size={17} aria-hidden />} onClick={() => { setOpen({}); }}>{t("ways.addGateway")}</Button>;
  const chosen = data.find(({ name }) => name === open?.name);
  return (
    <>
      <p className="measure">{t("ways.gatewaysWords")}</p>
      {open ? <GatewayForm key={open.name ?? ""} {...(chosen ? { gateway: chosen } : {})} taken={data.map(({ name }) => name)} onClose={() => { setOpen(undefined); }} /> : null}
      {data.length === 0 ? (open ? null : <Nothing title={t("ways.noGateway")} action={add}>{t("ways.noGatewayWords")}</Nothing>) : <>
        <div className={styles.row} style={{ marginBottom: 12 }}>{open ? null : add}</div>
        <DataTable<Gateway> caption={t("ways.gateways")} rows={data} idOf={({ name }) => name} isDimmed={({ isOn }) => !isOn} columns={[
          { name: "name", head: t("ways.name"), cell: ({ name, kind }) => <><strong className="mono">{name}</strong><br /><span className="quiet">{t(`gatewayKind.${kind}`)}</span></> },
          { name: "brings", head: t("ways.brings"), cell: (one) => <Proof isThere={one.hasSecretIn} isOn={one.isOn} /> },
          { name: "sends", head: t("ways.sends"), cell: (one) => (one.sendUrl ? <Proof isThere={one.hasSecretOut} isOn={one.isOn} /> : <span className="quiet">{t("ways.sendsNothing")}</span>) },
          { name: "waiting", head: t("ways.waiting"), isNumber: true, cell: ({ waiting }) => number(waiting) },
          { name: "failed", head: t("ways.failed"), isNumber: true, cell: ({ failed }) => number(failed) },
          { name: "act", head: t("ways.act"), cell: ({ name }) => <Button size="compact-sm" variant="default" aria-label={t("ways.changeOne", { name })} onClick={() => { setOpen({ name }); }}>{t("record.edit")}</Button> },
        ]} />
      </>}
    </>
  );
}

function Proof({ isThere, isOn }: { isThere: boolean; isOn: boolean }) {
  const t = useWords();
  if (!isOn) return <span className="quiet">{t("ways.off")}</span>;
  return isThere ? <span className={chips.note}>{t("ways.ready")}</span> : <span className={`${chips.note} ${chips.warn}`}>{t("ways.noSecret")}</span>;
}
