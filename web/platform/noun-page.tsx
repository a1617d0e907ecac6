/** The plain page of one record of any noun: its fields, its marking, its history, and what may be done with it. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Fact, Facts, Part } from "../design/facts.tsx";
import { TextLink } from "../design/links.tsx";
import { PageHead } from "../design/page-head.tsx";
import { Nowhere } from "../frame/nowhere.tsx";
import type { NounWords } from "../frame/nouns.ts";
import { capital, inWords, joined, useWords } from "../frame/words.ts";
import { fieldValue, listAddressOf, titleOf, useNounHere } from "./field-value.tsx";
import { OnMap } from "./on-map.tsx";
import { GeometryInWords } from "./geometry-in-words.tsx";
import { History } from "./history.tsx";
import { RecordActions, RecordMarks } from "./record-marks.tsx";
import { rowQuery } from "./records.ts";
import styles from "./records.module.css";

export function NounPage() {
  const noun = useNounHere();
  const { id } = useParams({ strict: false });
  return noun && id ? <OneRecord noun={noun} id={id} /> : <Nowhere />;
}

function OneRecord({ noun, id }: { noun: NounWords; id: string }) {
  const t = useWords();
  const { data: row } = useSuspenseQuery(rowQuery(noun, id));
  const stated = noun.fields.filter(({ name }) => fieldHasValue(row.content[name]));
  const silent = noun.fields.filter(({ name }) => !fieldHasValue(row.content[name]));
  return (
    <article>
      <PageHead
        title={titleOf(noun, row.content)}
        above={<TextLink to={listAddressOf(noun)}>{capital(inWords(noun.plural))}</TextLink>}
        below={<RecordMarks row={row} />}
        actions={<>{row.content.geometry ? <OnMap geometry={row.content.geometry} /> : null}<RecordActions noun={noun} row={row} /></>}
      />
      <div className={styles.columns}>
        <div>
          <Facts>
            {stated.map((field) => <Fact key={field.name} name={inWords(field.labels)}>{fieldValue(field, row.content[field.name], row.content)}</Fact>)}
            {noun.geometry ? <Fact name={t("geometry.name")}>{row.content.geometry ? <GeometryInWords geometry={row.content.geometry} /> : null}</Fact> : null}
          </Facts>
          {silent.length > 0 ? <p className="quiet small">{t("record.silent")} {joined(silent.map(({ labels }) => inWords(labels)))}.</p> : null}
        </div>
        <Part title={t("history.title")}><History noun={noun} id={id} /></Part>
      </div>
    </article>
  );
}

const fieldHasValue = (value: unknown) => !(value === undefined || value === null || (Array.isArray(value) && value.length === 0));
