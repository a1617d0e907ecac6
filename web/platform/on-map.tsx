/** The way from a record to its place on the map: wide enough to show all of it, and what is around. */
import { IconMap2 } from "@tabler/icons-react";
import type { GeoJsonGeometry } from "../../src/platform/noun.ts";
import { ButtonLink } from "../design/links.tsx";
import { ADDRESS } from "../frame/addresses.ts";
import { useWords } from "../frame/words.ts";
import { viewAround } from "../map/view-address.ts";

export function OnMap({ geometry }: { geometry: GeoJsonGeometry }) {
  const t = useWords();
  return <ButtonLink variant="default" to={ADDRESS.picture} search={{ at: viewAround(geometry) } as never} leftSection={<IconMap2 size={17} aria-hidden />}>{t("event.onMap")}</ButtonLink>;
}
