/** How this piece of evidence stands to others: supports, contradicts, spills over to, is the same as. Read from both ends. */
import { useQuery } from "@tanstack/react-query";
import { Trouble, Waiting } from "../design/states.tsx";
import { ask } from "../frame/api.ts";
import { useCodes, type Page, type Row } from "../frame/nouns.ts";
import { useWords } from "../frame/words.ts";
import { Reference } from "../platform/field-value.tsx";
import styles from "../platform/records.module.css";

const MOST = 200;

export function Links({ id }: { id: string }) {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["links", "link", id],
    queryFn: async ({ signal }) => (await Promise.all(["from", "to"].map((end) => ask<Page>("/api/links", { signal, query: { [end]: id, limit: MOST } })))).flatMap(({ rows }) => rows),
  });
  if (isPending) return <Waiting rows={2} />;
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (data.length === 0) return <p className="quiet" style={{ margin: 0 }}>{t("event.noLinks")}</p>;
  return <div>{data.map((link) => <OneLink key={link.id} link={link} id={id} />)}</div>;
}

function OneLink({ link: { content }, id }: { link: Row; id: string }) {
  const codes = useCodes();
  const isFromHere = content.from === id;
  const noun = String(isFromHere ? content.toNoun : content.fromNoun);
  return (
    <div className={styles.version}>
      <p className="quiet">{isFromHere ? "" : "← "}{codes.word("relation", String(content.relation))}</p>
      <p><Reference noun={noun} id={String(isFromHere ? content.to : content.from)} /></p>
      {content.reason ? <p className="quiet small">{String(content.reason)}</p> : null}
    </div>
  );
}
