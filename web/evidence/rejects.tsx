/** What an import refused: a sample to read here, and the whole list to take away, mend and send again. */
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { DataTable } from "../design/data-table.tsx";
import { Waiting } from "../design/states.tsx";
import { address } from "../frame/api.ts";
import { useWords } from "../frame/words.ts";
import { readRows } from "./read-rows.ts";

const SHOWN = 10;
/** Enough for the sample, whatever the rows hold; the rest is left on the server. */
const SAMPLE_BYTES = 64 * 1024;

interface Reject { line: string; field: string; reason: string; row: string }

export function Rejects({ id }: { id: string }) {
  const t = useWords();
  const path = address(`/api/imports/${id}/rejects.csv`);
  const { data } = useQuery({ queryKey: ["rejects", id], staleTime: Infinity, queryFn: ({ signal }) => sample(path, signal) });
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: 12 }}>
      {data ? <DataTable<Reject> caption={t("import.rejects")} rows={data} idOf={({ line, field, reason }) => `${line}.${field}.${reason}`} columns={[
        { name: "line", head: t("import.line"), cell: ({ line }) => <span className="figures">{line}</span> },
        { name: "field", head: t("import.field"), cell: ({ field }) => <span className="mono">{field}</span> },
        { name: "reason", head: t("import.reason"), cell: ({ reason }) => reason },
        { name: "row", head: t("import.row"), cell: ({ row }) => <span className="mono">{row.length > 160 ? `${row.slice(0, 160)}…` : row}</span> },
      ]} /> : <Waiting rows={3} />}
      <div><Button component="a" href={path} download variant="default" leftSection={<IconDownload size={17} aria-hidden />}>{t("import.takeRejects")}</Button></div>
    </div>
  );
}

async function sample(path: string, signal: AbortSignal): Promise<Reject[]> {
  const response = await fetch(path, { signal });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let words = "";
  while (words.length < SAMPLE_BYTES) {
    const { done, value } = await reader.read();
    if (done) break;
    words += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  const [, ...rows] = readRows(words, SHOWN + 1);
  return rows.map(([, line = "", field = "", reason = "", row = ""]) => ({ line, field, reason, row }));
}
