/** The map's letters: our own copies of Noto Sans, drawn by the browser. No glyph server, and Arabic is shaped. */
import arabicBold from "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url";
import arabic from "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url";
import latinBold from "@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url";
import latinExtended from "@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url";
import latin from "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url";
import type { StyleSpecification } from "maplibre-gl";

const ARABIC = ["U+0600-06FF", "U+0750-077F", "U+08A0-08FF", "U+FB50-FDFF", "U+FE70-FEFF"];
const LATIN = ["U+0000-00FF", "U+0131", "U+0152-0153", "U+2000-206F", "U+20AC", "U+2190-2193", "U+2212"];
const EXTENDED = ["U+0100-0130", "U+0132-0151", "U+0154-02BA", "U+1E00-1EFF"];

export const REGULAR = ["Noto Sans"];
export const BOLD = ["Noto Sans SemiBold"];

export const fontFaces = (): NonNullable<StyleSpecification["font-faces"]> => ({
  "Noto Sans": [{ url: absolute(latin), "unicode-range": LATIN }, { url: absolute(latinExtended), "unicode-range": EXTENDED }, { url: absolute(arabic), "unicode-range": ARABIC }],
  "Noto Sans SemiBold": [{ url: absolute(latinBold), "unicode-range": LATIN }, { url: absolute(latinExtended), "unicode-range": EXTENDED }, { url: absolute(arabicBold), "unicode-range": ARABIC }],
});

const absolute = (url: string) => new URL(url, location.href).href;
