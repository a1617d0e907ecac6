/** Which posts are named on the public page. Whoever names one is never the one who holds it. */
import { useQuery } from "@tanstack/react-query";
import chips from "../design/chips.module.css";
import { DataTable } from "../design/data-table.tsx";
import { Nothing, Trouble, Waiting } from "../design/states.tsx";
import { TestedButton } from "../design/tested-button.tsx";
import { fingerprint } from "../field-form/sealed/sealed-case.ts";
import { joined, useWords } from "../frame/words.ts";
import { postsQuery, useSealed, type Post } from "./sealed-questions.ts";

/** The same five groups that the sender sees: read aloud, or printed on a poster. */
export function Fingerprint({ publicKey, isBare = false }: { publicKey: string; isBare?: boolean }) {
  const t = useWords();
  const { data } = useQuery({ queryKey: ["fingerprint", publicKey], staleTime: Infinity, queryFn: () => fingerprint(publicKey) });
  return <p className="small" style={{ margin: 0 }}>{isBare ? null : <><span className="quiet">{t("sealed.fingerprint")}</span> </>}<span className="mono">{data ?? "…"}</span></p>;
}

export function SealedPosts() {
  const t = useWords();
  const { data, error, isPending, refetch } = useQuery(postsQuery);
  const name = useSealed(async ({ id, isNamed }: Post) => [`posts/${id}/named`, { method: "PUT", body: { isNamed: !isNamed } }] as const);
  if (error) return <Trouble error={error} onRetry={() => { void refetch(); }} />;
  if (isPending) return <Waiting rows={2} />;
  return (
    <>
      <p className="measure">{t("sealed.postsWords")}</p>
      {name.error ? <Trouble error={name.error} /> : null}
      {data.rows.length === 0 ? <Nothing title={t("sealed.noPosts")} /> : (
        <DataTable caption={t("sealed.posts")} rows={data.rows} idOf={({ id }) => id} isDimmed={({ isClosed }) => isClosed} columns={[
          { name: "title", head: t("sealed.title"), cell: ({ title }) => <bdi>{title}</bdi> },
          { name: "takes", head: t("sealed.takes"), cell: ({ takes }) => joined(takes.map((matter) => t(`sealed.matter.${matter}`))) },
          { name: "key", head: t("sealed.fingerprint"), cell: ({ publicKey }) => <Fingerprint publicKey={publicKey} isBare /> },
          { name: "state", head: t("sealed.stateHead"), cell: ({ isNamed, isClosed }) => <span className={`${chips.note} ${isNamed && !isClosed ? "" : chips.warn}`}>{t(`sealed.state.${isClosed ? "closed" : isNamed ? "named" : "unnamed"}`)}</span> },
          { name: "name", head: t("sealed.naming"), cell: (post) => <TestedButton size="compact-sm" variant="default" loading={name.isPending && name.variables?.id === post.id} off={post.isMine ? t("sealed.ownPost") : undefined} onClick={() => { name.mutate(post); }}>{t(post.isNamed ? "sealed.unname" : "sealed.name")}</TestedButton> },
        ]} />
      )}
    </>
  );
}
