/** The observations themselves, each with its words, its period as it was said, and its grade. */
import { useState } from "react";
import { DataTable } from "../design/data-table.tsx";
import { GradeChip } from "../design/grading.tsx";
import { TextLink } from "../design/links.tsx";
import { More } from "../design/more.tsx";
import { number, when } from "../design/when.ts";
import { useCodes } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import { useCorridorWords } from "./corridor-words.ts";
import type { Corridor, FlowLine } from "./flow-answer.ts";

const FIRST_ROWS = 15;

type Record = FlowLine["records"][number] & { corridor: Corridor };

export function Records({ lines }: { lines: readonly FlowLine[] }) {
  const t = useWords();
  const codes = useCodes();
  const inWords = useCorridorWords();
  const records = lines.flatMap(({ records: some, corridor }): Record[] => some.map((record) => ({ ...record, corridor })));
  const [most, setMost] = useState(FIRST_ROWS);
  if (records.length === 0) return <p className="quiet measure">{t("flows.noRecord")}</p>;
  return (
    <>
      <DataTable<Record> caption={t("flows.records")} rows={records.slice(0, most)} idOf={({ id }) => id} link={({ id }, words) => <TextLink to="/evidence/$noun/$id" params={{ noun: "flows", id }} data-row>{words}</TextLink>}
        columns={[
          { name: "title", head: t("event.what"), cell: ({ title }) => title },
          { name: "commodity", head: t("flows.commodity"), cell: ({ commodity }) => codes.word("commodity", commodity) },
          { name: "corridor", head: t("flows.corridor"), cell: ({ corridor }) => inWords(corridor) },
          { name: "when", head: t("event.when"), cell: ({ periodFrom, periodTo, datePrecision }) => when(periodFrom, periodTo, datePrecision) },
          { name: "quantity", head: t("flows.quantity"), cell: ({ quantity, quantityUnit, quantityWords }) => (quantity === undefined ? quantityWords : `${number(quantity)} ${quantityUnit ?? ""}`) },
          { name: "grade", head: t("event.grade"), cell: ({ grading }) => <GradeChip reliability={grading[0]!} credibility={grading.slice(1)} /> },
          { name: "source", head: t("event.source"), cell: ({ source }) => <Reference noun="source" id={source} /> },
        ]} />
      <More hasMore={records.length > most} isBusy={false} onMore={() => { setMost(most + 50); }} />
    </>
  );
}
