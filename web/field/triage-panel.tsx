/** A panel of triage: it takes the focus when it opens, sends on Enter (from anywhere with Ctrl), closes on Escape. */
import { Button } from "@mantine/core";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useWords } from "../frame/words.ts";
import styles from "./triage.module.css";

interface Props { title: string; onClose: () => void; onSend?: () => void; send?: string; canSend?: boolean; isBusy?: boolean; children: ReactNode }

export function Panel({ title, onClose, onSend, send, canSend = true, isBusy = false, children }: Props) {
  const t = useWords();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("[data-focus]") ?? form.current?.querySelector<HTMLElement>("[data-first] input, input[data-first], textarea[data-first], select[data-first], button[data-first], input:checked, input, textarea, select");
    first?.focus();
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <form ref={form} className={styles.panel} aria-labelledby={id} onSubmit={(event) => { event.preventDefault(); if (canSend && !isBusy) onSend?.(); }}
      onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) { event.preventDefault(); event.currentTarget.requestSubmit(); } }}>
      <h2 id={id}>{title}</h2>
      {children}
      <div className={styles.acts} style={{ margin: 0 }}>
        {onSend ? <Button type="submit" size="compact-md" loading={isBusy} disabled={!canSend}>{send ?? t("form.save")}</Button> : null}
        <Button size="compact-md" variant="default" onClick={onClose}>{t("form.cancel")}</Button>
      </div>
    </form>
  );
}

/** One of a few, as radio buttons: letters and digits choose, arrows walk. */
export function Choices({ name, legend, value, options, onGive, hint }: { name: string; legend: string; value: string; options: readonly { value: string; label: string }[]; onGive: (value: string) => void; hint?: string }) {
  return (
    <fieldset className={styles.scale}>
      <legend>{legend}</legend>
      {hint ? <p className="quiet small" style={{ margin: 0 }}>{hint}</p> : null}
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input type="radio" name={name} value={option.value} checked={value === option.value} onChange={() => { onGive(option.value); }} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
