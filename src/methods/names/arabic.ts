/**
 * How would a name in Arabic script be written in French letters, roughly?
 *
 * Consonants and long vowels only, as Arabic gives no more: باكل becomes "bakl".
 * Short vowels are kept if the text has their signs. The article ال is dropped, as
 * Latin spellings of our region mostly do (النعمة, Néma). ق is k or g in Hassaniya
 * and g is also written ك: `skeleton` treats them alike. The result is meant for
 * `fold`, not for people. Letters after the Unicode names; values after the usage
 * of Mauritanian French maps.
 */
const LETTERS: Readonly<Record<string, string>> = {
  ا: "a", ٱ: "a", ى: "a", ب: "b", پ: "p", ت: "t", ث: "t", ج: "dj", چ: "tch", ح: "h", خ: "kh",
  د: "d", ذ: "d", ر: "r", ز: "z", س: "s", ش: "ch", ص: "s", ض: "d", ط: "t", ظ: "d", ع: "", غ: "g",
  ف: "f", ڤ: "v", ق: "k", ك: "k", ک: "k", گ: "g", ڭ: "g", ݣ: "g", ل: "l", م: "m", ن: "n", ه: "h", ة: "a",
  و: "ou", ي: "i", ی: "i", ء: "", ئ: "", ؤ: "ou", "\u064E": "a", "\u064F": "ou", "\u0650": "i", "،": " ",
};

const ARABIC = /\p{Script=Arabic}/u;

export function hasArabic(text: string): boolean {
  return ARABIC.test(text);
}

/** Leaves what is not Arabic as it stands. */
export function latinOfArabic(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\u0640/g, "")
    // Hamza below is an i at the start of a word: إ
    .replace(/إ/g, "ي")
    .replace(/[أآ]/g, "ا")
    .replace(/\p{Script=Arabic}[\p{Script=Arabic}\p{M}]*/gu, (word) => {
      const bare = word.length > 4 && word.startsWith("ال") ? word.slice(2) : word;
      return [...bare].map((letter) => LETTERS[letter] ?? "").join("");
    });
}
