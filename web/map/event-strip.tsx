/** The list beside the map: the same events, newest first. The pointer on a row marks its place on the map, and the other way round. */
import { useComputedColorScheme } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { memo, useDeferredValue, useEffect, useRef } from "react";
import { GradeChip } from "../design/grading.tsx";
import { TextLink } from "../design/links.tsx";
import { MarkingChip } from "../design/marking-chip.tsx";
import { More } from "../design/more.tsx";
import { useRowKeys } from "../design/row-keys.ts";
import { Trouble, Waiting } from "../design/states.tsx";
import type { EventFilter } from "../evidence/event-filter.ts";
import { PlaceDoubt, titleOf, Toll, useWhere, whenOf } from "../evidence/event-words.tsx";
import { eventsQuery, type EventRow } from "../evidence/events.ts";
import { NoEvents } from "../evidence/no-events.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { codesQuery, useCodes } from "../frame/nouns.ts";
import { FAMILIES, familyColour, type Family } from "./palette.ts";
import styles from "./picture.module.css";

interface Props { filter: EventFilter; opened: string | undefined; pointed: string | number | undefined; onMark: (place: [number, number] | undefined) => void }

export function EventStrip({ filter, opened, pointed, onMark }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const { data: answered, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(eventsQuery(filter));
  // The map is redrawn first: fifty rows keep the page busy for longer than its tiles take to come.
  const data = useDeferredValue(answered);
  const marked = pointed ?? opened;
  useEffect(() => { if (pointed) list.current?.querySelector(`[data-id="${CSS.escape(String(pointed))}"]`)?.scrollIntoView({ block: "nearest" }); }, [pointed]);
  if (error) return <div className={styles.pad}><Trouble error={error} onRetry={() => { void refetch(); }} /></div>;
  if (isPending || !data) return <div className={styles.pad}><Waiting rows={8} height={56} /></div>;
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <div className={styles.pad}><NoEvents isFiltered={Object.keys(filter).length > 0} /></div>;
  return (
    <>
      <ul ref={list} className={styles.strip} onMouseLeave={() => { onMark(undefined); }}>{rows.map((row) => <Item key={row.id} row={row} isMarked={row.id === marked} onMark={onMark} />)}</ul>
      <More hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => { void fetchNextPage(); }} />
    </>
  );
}

const Item = memo(function Item({ row: { id, content, marking }, isMarked, onMark }: { row: EventRow; isMarked: boolean; onMark: Props["onMark"] }) {
  const codes = useCodes();
  const where = useWhere();
  const familyOf = useFamily();
  const appearance = useComputedColorScheme("light");
  const mark = () => { onMark(content.geometry?.coordinates); };
  return (
    <li className={styles.item} data-id={id} data-marked={isMarked} onMouseEnter={mark} onFocus={mark} onBlur={() => { onMark(undefined); }}>
      <TextLink to={ADDRESS.event} params={{ id }} data-row>{titleOf(content, codes)}</TextLink>
      <p><span className="figures">{whenOf(content)}</span> · {where(content)}</p>
      <div className={styles.itemFoot}>
        <span className={styles.kind}><span className={styles.swatch} style={{ background: familyColour(familyOf(content.kind), appearance) }} aria-hidden />{content.title ? codes.word("event-kind", content.kind) : null}</span>
        <Toll content={content} />
        <PlaceDoubt content={content} />
        <GradeChip {...content} />
        {marking === "CLEAR" || marking === "GREEN" ? null : <MarkingChip marking={marking} />}
      </div>
    </li>
  );
});

/** The broadest kind above a kind: what colours it. */
export function useFamily(): (kind: string) => Family {
  const { data } = useQuery(codesQuery);
  const broader = broaderOf(data?.find(({ list }) => list === "event-kind")?.codes ?? NONE);
  return (kind) => {
    let family = kind;
    for (let steps = broader.size; steps > 0 && broader.get(family); steps--) family = broader.get(family)!;
    return FAMILIES.find((one) => one === family) ?? "other";
  };
}

type Kinds = readonly { code: string; broader?: string | undefined }[];
const NONE: Kinds = [];
const read = new WeakMap<Kinds, ReadonlyMap<string, string | undefined>>();

/** Fifty rows ask, and the list of kinds is the same. */
function broaderOf(kinds: Kinds): ReadonlyMap<string, string | undefined> {
  if (!read.has(kinds)) read.set(kinds, new Map(kinds.map(({ code, broader }) => [code, broader])));
  return read.get(kinds)!;
}
