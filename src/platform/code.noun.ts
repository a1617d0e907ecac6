// A word of a code list: the shipped lists are files, and an administrator's additions and rewordings are rows of this noun.
import { text } from "./field.ts";
import { noun } from "./noun.ts";

export const code = noun("code", {
  labels: ["code", "code", "رمز"],
  plural: ["codes", "codes", "الرموز"],
  marking: "CLEAR",
  may: { read: "codes.read", write: "codes.edit" },
  isGround: true,
  fields: {
    list: text(["liste", "list", "القائمة"], 60),
    code: text(["code", "code", "الرمز"], 60),
    fr: text(["libellé français", "French words", "النص الفرنسي"], 200),
    en: text(["libellé anglais", "English words", "النص الإنجليزي"], 200),
    ar: text(["libellé arabe", "Arabic words", "النص العربي"], 200),
    broader: text(["code plus large", "broader code", "رمز أعم"], 60).optional(),
  },
  list: ["list", "code", "fr", "en", "ar"],
  title: "code",
  search: ["code", "fr", "en", "ar"],
});
