/** The first step of an import: which file, of what kind, who may read it. The file is sent once, for the trial and for the real thing. */
import { Button, NativeSelect, Progress, TextInput } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState, type DragEvent } from "react";
import type { Marking } from "../../src/platform/marking.ts";
import { Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { number } from "../design/when.ts";
import { useMe } from "../frame/session.ts";
import { useWords } from "../frame/words.ts";
import { MARKINGS } from "../platform/members.ts";
import { detectKind } from "./detect-kind.ts";
import { NAMED_KINDS, useKindWords } from "./import-kinds.ts";
import styles from "./import.module.css";
import { importersQuery, tryFile } from "./imports.ts";

const KNOWN_OPTIONS = ["countries", "from", "to", "release", "source"] as const;

export function ImportFile({ onTried }: { onTried: (id: string) => void }) {
  const t = useWords();
  const kindWords = useKindWords();
  const { clearance } = useMe();
  const picker = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(undefined);
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState("");
  const [isGuessed, setGuessed] = useState(false);
  const [marking, setMarking] = useState<Marking>("GREEN");
  const [options, setOptions] = useState<Readonly<Record<string, string>>>({});
  const [sent, setSent] = useState<number>();
  const [isOver, setOver] = useState(false);
  const importers = useQuery(importersQuery);
  const trial = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      return tryFile({ file: file!, kind, marking, options: known, onSent: setSent, signal: stop.current.signal });
    },
    onSuccess: ({ id }) => { onTried(id); },
    onSettled: () => { setSent(undefined); },
  });
  if (importers.isPending) return <Waiting rows={4} />;
  if (importers.error) return <Trouble error={importers.error} onRetry={() => { void importers.refetch(); }} />;
  const offered = importers.data.filter(({ mayRun }) => mayRun);
  const first = NAMED_KINDS.flatMap((name) => offered.filter((one) => one.kind === name));
  const rest = offered.filter((one) => !first.includes(one));
  const asked = offered.find((one) => one.kind === kind)?.options ?? [];
  const known = Object.fromEntries(Object.entries(options).filter(([name]) => asked.includes(name)));
  const choose = async (next: File | undefined) => {
    if (!next) return;
    setFile(next);
    trial.reset();
    const guess = await detectKind(next);
    setGuessed(guess !== undefined);
    if (guess && offered.some((one) => one.kind === guess)) setKind(guess);
  };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); void choose(event.dataTransfer.files[0]); };
  const off = !file ? t("import.noFile") : kind === "" ? t("import.noKind") : undefined;
  return (
    <form className={styles.steps} onSubmit={(event) => { event.preventDefault(); if (!off) trial.mutate(); }}>
      <div className={styles.drop} data-over={isOver} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => { setOver(false); }} onDrop={drop}>
        <IconFileUpload size={30} stroke={1.4} aria-hidden />
        <p>{file ? <><strong className="wrap-anywhere">{file.name}</strong> <span className="quiet">{t("import.size", { size: number(Math.max(1, Math.round(file.size / 1024))) })}</span></> : t("import.drop")}</p>
        <Button variant="default" onClick={() => { picker.current?.click(); }}>{t(file ? "import.chooseOther" : "import.choose")}</Button>
        <input ref={picker} type="file" hidden aria-label={t("import.choose")} accept=".csv,.gz,.zip,.json,.geojson,.txt,.tsv" onChange={(event) => { void choose(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
        <p className="quiet small">{t("import.accepts")}</p>
      </div>
      <div className={styles.fields}>
        <NativeSelect label={t("import.kind")} description={isGuessed ? t("import.guessed") : t("import.kindWords")} required value={kind} onChange={(event) => { setKind(event.currentTarget.value); setGuessed(false); }}
          data={[{ value: "", label: t("form.choose") }, ...first.map((one) => ({ value: one.kind, label: kindWords(one.kind) })), { group: t("import.otherKinds"), items: rest.map((one) => ({ value: one.kind, label: kindWords(one.kind) })) }]} />
        <NativeSelect label={t("record.marking")} description={t("import.markingWords")} value={marking} onChange={(event) => { setMarking(event.currentTarget.value as Marking); }}
          data={MARKINGS.slice(0, MARKINGS.indexOf(clearance) + 1).map((one) => ({ value: one, label: `TLP:${one} – ${t(`marking.${one}`)}` }))} />
      </div>
      {kind === "events" ? <p className="small" style={{ margin: 0 }}><a href="/api/events/template.csv" download>{t("import.template")}</a></p> : null}
      {asked.length > 0 ? (
        <details className={styles.more}>
          <summary>{t("import.more")}</summary>
          <p className="quiet small measure">{t("import.moreWords")}</p>
          <div className={styles.fields}>{asked.map((name) => <OptionInput key={name} name={name} value={options[name] ?? ""} onChange={(words) => { setOptions((old) => ({ ...old, [name]: words })); }} />)}</div>
        </details>
      ) : null}
      {trial.error && (trial.error as Error).name !== "AbortError" ? <Trouble error={trial.error} kept={t("import.nothingWritten")} /> : null}
      {trial.isPending ? <div role="status"><p className="quiet small" style={{ margin: "0 0 4px" }}>{t("import.sending", { share: Math.round((sent ?? 0) * 100) })}</p><Progress value={(sent ?? 0) * 100} aria-label={t("import.sendingLabel")} /></div> : null}
      <div className={styles.row}>
        <TestedButton type="submit" off={off} loading={trial.isPending}>{t("import.try")}</TestedButton>
        {trial.isPending ? <Button variant="default" onClick={() => { stop.current?.abort(); }}>{t("form.cancel")}</Button> : null}
      </div>
    </form>
  );
}

function OptionInput({ name, value, onChange }: { name: string; value: string; onChange: (words: string) => void }) {
  const t = useWords();
  const known = KNOWN_OPTIONS.find((one) => one === name);
  return <TextInput type={name === "from" || name === "to" ? "date" : "text"} label={known ? t(`importOption.${known}`) : name} value={value} onChange={(event) => { onChange(event.currentTarget.value); }} />;
}
