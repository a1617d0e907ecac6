/** Ways to read this node from outside. Each says who will read what before it is opened. */
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Labels } from "../../src/platform/language.ts";
import chips from "../design/chips.module.css";
import { Part } from "../design/facts.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Trouble, Waiting } from "../design/states.tsx";
import { moment } from "../design/when.ts";
import { ask } from "../frame/api.ts";
import { inWords, useWords } from "../frame/words.ts";

interface Door { name: string; labels: Labels; widens: Labels; isOpen: boolean; changedAt?: string }
const KEY = ["doors", "*"];

export function DoorsPage() {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => ask<Door[]>("/api/doors", { signal }) });
  return (
    <>
      <PageHead title={t("page.doors")} below={<span className="measure">{t("doors.words")}</span>} />
      {error ? <Trouble error={error} onRetry={() => { void refetch(); }} /> : isPending ? <Waiting rows={3} /> : data.map((door) => <OneDoor key={door.name} door={door} />)}
    </>
  );
}

function OneDoor({ door }: { door: Door }) {
  const t = useWords();
  const client = useQueryClient();
  const turn = useMutation({ mutationFn: () => ask(`/api/doors/${door.name}`, { method: "PUT", body: { isOpen: !door.isOpen } }), onSuccess: () => client.invalidateQueries({ queryKey: KEY }) });
  return (
    <Part title={inWords(door.labels)} aside={<span className={`${chips.note} ${door.isOpen ? chips.warn : ""}`}>{t(door.isOpen ? "doors.open" : "doors.closed")}</span>}>
      <p className="measure">{inWords(door.widens)}</p>
      {door.changedAt ? <p className="quiet small">{t("doors.since", { moment: moment(door.changedAt) })}</p> : null}
      {turn.error ? <Trouble error={turn.error} /> : null}
      <Button variant="default" loading={turn.isPending} onClick={() => { turn.mutate(); }}>{t(door.isOpen ? "doors.close" : "doors.openIt")}</Button>
    </Part>
  );
}
