/** The next page of a list, on asking: a list that grew by itself would move what is being read. */
import { Button } from "@mantine/core";
import { useWords } from "../frame/words.ts";

export function More({ hasMore, isBusy, onMore }: { hasMore: boolean; isBusy: boolean; onMore: () => void }) {
  const t = useWords();
  if (!hasMore) return null;
  return <div style={{ textAlign: "center", paddingBlock: 16 }}><Button variant="default" loading={isBusy} onClick={onMore}>{t("list.more")}</Button></div>;
}
