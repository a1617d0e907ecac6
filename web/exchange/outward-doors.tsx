/** The doors of this chapter: public feed, TAXII, webhooks. Each says what opening it widens; all doors of the house are on the administrator's page. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Labels } from "../../src/platform/language.ts";
import { Trouble, Waiting } from "../design/states.tsx";
import { TextLink } from "../design/links.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { ask } from "../frame/api.ts";
import { inWords, useWords } from "../frame/words.ts";
import styles from "./exchange.module.css";

interface Door { name: string; labels: Labels; widens: Labels; isOpen: boolean }

/** Under which address each is read, once it is open. */
const PATHS: Readonly<Record<string, string | undefined>> = { "cap-feed": "/api/cap/feed.xml", taxii: "/taxii2/", webhooks: undefined };
const KEY = ["doors", "*"];

export function OutwardDoors() {
  const t = useWords();
  const { data, error, isPending } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask<Door[]>("/api/doors", { signal }) });
  if (error) return <Trouble error={error} />;
  if (isPending) return <Waiting rows={3} />;
  return (
    <>
      <ul className={styles.rows}>{data.filter(({ name }) => name in PATHS).map((door) => <li key={door.name}><OneDoor door={door} /></li>)}</ul>
      <p className="quiet small"><TextLink to={ADDRESS.doors}>{t("outward.allDoors")}</TextLink></p>
    </>
  );
}

function OneDoor({ door: { name, labels, widens, isOpen } }: { door: Door }) {
  const t = useWords();
  const client = useQueryClient();
  const turn = useMutation({ mutationFn: () => ask(`/api/doors/${name}`, { method: "PUT", body: { isOpen: !isOpen } }), onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "doors" || queryKey[0] === "governance" }) });
  return (
    <>
      <span className={styles.marks}><strong>{inWords(labels)}</strong> <span className={`${styles.chip} ${isOpen ? styles.warn : ""}`}>{t(isOpen ? "outward.open" : "outward.closed")}</span></span>
      <p className="measure">{inWords(widens)}</p>
      {isOpen && PATHS[name] ? <p className="mono latin">{`${location.origin}${PATHS[name]}`}</p> : null}
      {turn.error ? <Trouble error={turn.error} /> : null}
      <div className={styles.acts} style={{ margin: 0 }}><TestedButton size="compact-sm" variant="default" loading={turn.isPending} onClick={() => { turn.mutate(); }}>{t(isOpen ? "outward.close" : "outward.openIt")}</TestedButton></div>
    </>
  );
}
