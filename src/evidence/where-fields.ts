// Where it happened, as precisely as it was said and no more.
import { z } from "zod";
import { code, structure, text } from "../platform/field.ts";

/** A place that might be meant: shown with its distance, never chosen silently. */
export const Candidate = z.strictObject({
  place: z.uuid().optional(),
  name: z.string().max(120),
  pcode: z.string().max(20).optional(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  /** Why it is in doubt: "72 km from Bakel, where the report says about 35 km". */
  doubt: z.string().max(300).optional(),
});

export const whereFields = {
  placeName: text(["lieu, tel que nommé", "place, as named", "المكان كما ذُكر"], 160).optional().tagged("#loc+name"),
  placePrecision: code(["précision du lieu", "place precision", "دقة الموقع"], "place-precision"),
  /** "about 35 km from Bakel, on the road between Kayes and the border" */
  locationWords: text(["situation, en mots", "where it is, in words", "الموقع بالكلمات"], 400).optional(),
  candidates: structure(["lieux candidats", "candidate places", "أماكن مرشحة"], z.array(Candidate).max(30)).optional(),
  country: code(["pays", "country", "البلد"], "country").tagged("#country+code"),
  /** The smallest area that surely holds it, by p-code. */
  area: text(["zone (p-code)", "area (p-code)", "المنطقة (الرمز)"], 20).optional().tagged("#adm+code"),
  /** The same area's ancestors, kept beside it so that counts by region need no tree walk. */
  admin1: text(["région (p-code)", "region (p-code)", "الإقليم (الرمز)"], 20).optional().tagged("#adm1+code"),
  admin2: text(["cercle ou département (p-code)", "second-level area (p-code)", "المستوى الثاني (الرمز)"], 20).optional().tagged("#adm2+code"),
};
