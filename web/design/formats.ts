/** How the reader's language writes days and numbers. Making a formatter costs a hundred times what formatting does: each is made once a language. */
import { locale } from "../frame/words.ts";

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

export const formatOf = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => kept(dates, options, (language) => new Intl.DateTimeFormat(language, options));

export const numberOf = (options: Intl.NumberFormatOptions = {}): Intl.NumberFormat => kept(numbers, options, (language) => new Intl.NumberFormat(language, options));

function kept<T>(made: Map<string, T>, options: object, make: (language: string) => T): T {
  const language = locale();
  const name = `${language} ${JSON.stringify(options)}`;
  let format = made.get(name);
  if (!format) made.set(name, format = make(language));
  return format;
}
