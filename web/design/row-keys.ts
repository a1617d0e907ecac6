/** j and k walk through the rows of a list, from anywhere on the page that is not a field; Enter follows the row's own link. */
import { useEffect, type RefObject } from "react";

export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const walk = (event: KeyboardEvent) => {
      if ((event.key !== "j" && event.key !== "k") || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const now = rows.indexOf(document.activeElement as HTMLElement);
      const next = rows[event.key === "j" ? Math.min(now + 1, rows.length - 1) : Math.max(now - 1, 0)];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", walk);
    return () => { document.removeEventListener("keydown", walk); };
  }, [list]);
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
