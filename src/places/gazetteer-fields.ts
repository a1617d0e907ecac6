// What every named place carries: its spellings, where it is said to be, and how surely.
import { code, text, texts } from "../platform/field.ts";

export const gazetteerFields = {
  name: text(["nom", "name", "الاسم"], 120).tagged("#loc+name"),
  spellings: texts(["autres graphies", "other spellings", "تهجئات أخرى"]).optional(),
  pcode: text(["p-code", "p-code", "رمز المكان"], 20).optional().tagged("#loc+code"),
  /** The smallest area that is known to hold the place, by p-code. */
  area: text(["zone (p-code)", "area (p-code)", "المنطقة (الرمز)"], 20).optional().tagged("#adm+code"),
  country: code(["pays", "country", "البلد"], "country").optional().tagged("#country+code"),
  /** exact … bearing-only; a place known by bearing alone has words here and no coordinate. */
  placePrecision: code(["précision du lieu", "place precision", "دقة الموقع"], "place-precision"),
  locationWords: text(["situation, en mots", "where it is, in words", "الموقع بالكلمات"], 300).optional(),
  gazetteer: text(["répertoire", "gazetteer", "المعجم الجغرافي"], 60).optional(),
  gazetteerId: text(["identifiant du répertoire", "gazetteer’s id", "معرّف المعجم"], 60).optional(),
};
