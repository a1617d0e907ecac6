/** The picture's time: how many events each month under the same filter, and the stretch that map and list are narrowed to. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { TimelineAnswer } from "../../src/evidence/picture/replies.ts";
import { firstDayOf, lastDayOf, monthOf, type Stretch } from "../charts/months.ts";
import { TimeBrush } from "../charts/time-brush.tsx";
import type { EventFilter } from "../evidence/event-filter.ts";
import { ask } from "../frame/api.ts";
import type { Search } from "../frame/routes.tsx";
import styles from "./picture.module.css";

const timelineQuery = (filter: EventFilter, seq: number) => queryOptions({
  queryKey: ["picture", "event", "source", "timeline", filter, seq],
  queryFn: ({ signal }) => ask<z.infer<typeof TimelineAnswer>>("/api/picture/timeline", { signal, query: { ...filter, by: "month", seq: seq || undefined } }),
  placeholderData: keepPreviousData,
});

interface Props { filter: EventFilter; seq: number; onChoose: (changes: Search) => void }

export function PictureTime({ filter: { from, to, ...rest }, seq, onChoose }: Props) {
  const { data, isPending } = useQuery(timelineQuery(rest, seq));
  if (isPending) return <div className={styles.timeToCome} />;
  if (!data || data.steps.length < 2) return null;
  const months = data.steps.map((step) => ({ month: monthOf(step.from), count: step.count, isCovered: step.coverage !== "none" }));
  const whole: Stretch = [months[0]!.month, months.at(-1)!.month];
  const chosen: Stretch | undefined = from || to ? [from ? monthOf(from) : whole[0], to ? monthOf(to) : whole[1]] : undefined;
  const choose = (next: Stretch | undefined) => {
    const isWhole = !next || (next[0] <= whole[0] && next[1] >= whole[1]);
    onChoose(isWhole ? { from: undefined, to: undefined } : { from: firstDayOf(next[0]), to: lastDayOf(next[1]) });
  };
  return <TimeBrush months={months} chosen={chosen} onChoose={choose} />;
}
