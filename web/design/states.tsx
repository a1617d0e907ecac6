/** What a page says while it waits, when there is nothing, and when something went wrong. */
import { Button, Skeleton, Stack } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Refusal } from "../frame/api.ts";
import { useWords } from "../frame/words.ts";
import styles from "./states.module.css";

/** Grey bars in the shape of what is coming, so that nothing jumps when it comes. */
export function Waiting({ rows = 6, height = 28 }: { rows?: number; height?: number }) {
  const t = useWords();
  return (
    <div role="status">
      <span className="unseen">{t("state.loading")}</span>
      <Stack gap="xs" aria-hidden>{Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={height} width={`${96 - ((row * 7) % 22)}%`} />)}</Stack>
    </div>
  );
}

/** Nothing here: what would be here, and how to make it appear. */
export function Nothing({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.nothing}>
      <p className={styles.title}>{title}</p>
      {children ? <p className="quiet measure">{children}</p> : null}
      {action}
    </div>
  );
}

/** What happened, what was kept, what to do. */
export function Trouble({ error, onRetry, kept }: { error: unknown; onRetry?: () => void; kept?: string }) {
  const t = useWords();
  return (
    <div role="alert" className={styles.trouble}>
      <IconAlertTriangle size={20} aria-hidden className={styles.sign} />
      <div>
        <p className={styles.title}>{wordsOf(error, t("refusal.fault"))}</p>
        {error instanceof Refusal && error.faults.length > 1 ? <ul>{error.faults.map(({ field, reason }) => <li key={field}><span className="mono">{field}</span> {reason}</li>)}</ul> : null}
        {kept ? <p className="quiet">{kept}</p> : null}
        {onRetry ? <Button variant="default" size="xs" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>{t("state.retry")}</Button> : null}
      </div>
    </div>
  );
}

export const wordsOf = (error: unknown, otherwise: string): string => (error instanceof Refusal ? error.message : otherwise);

/** Something was done, and held. */
export const Done = ({ children }: { children: ReactNode }) => <p role="status" className={styles.done}>{children}</p>;
