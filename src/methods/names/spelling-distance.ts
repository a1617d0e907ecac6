/**
 * How far apart are two folded spellings, counted in letters that differ?
 *
 * An edit distance (restricted Damerau–Levenshtein) in which slips that hands and
 * scripts make often cost less than a letter: another vowel or one more or less,
 * a neighbouring consonant (k g, t d, b p, s c, l r, n m), two letters swapped.
 * So Bembou and Bambou are 0.5 apart, Bembou and Sembou 1. The prices are ours, by
 * judgement and not fitted to data.
 * Works on codes rather than strings because the index asks thousands of times.
 */
const CHEAP = 0.5;
const SWAP = 0.7;
const LETTER = 1;

/** a–z are 1–26, 0–9 are 27–36; 0 is left for the edge of a word. */
export const CODES = 37;

export function codesOf(folded: string): Uint8Array {
  const letters = folded.replaceAll(" ", "");
  const codes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) {
    const unit = letters.charCodeAt(i);
    codes[i] = unit >= 97 ? unit - 96 : unit - 48 + 27;
  }
  return codes;
}

export function spellingDistance(a: string, b: string): number {
  const codes = codesOf(b);
  return distanceOfCodes(codesOf(a), codes, 0, codes.length, Infinity);
}

/**
 * From the word `a` to the word at `from`–`to` in `letters`, both as codes. Gives
 * up with Infinity once it cannot stay within `limit`. `begun`: `a` may be only the
 * beginning of the other word, whose rest is free.
 */
export function distanceOfCodes(
  a: Uint8Array, letters: Uint8Array, from: number, to: number, limit: number, begun = false,
): number {
  // Every letter that one word has more costs at least a cheap one: what lies beyond is never within the limit.
  const most = limit / CHEAP;
  if (begun) to = Math.min(to, from + a.length + Math.floor(most));
  else if (Math.abs(to - from - a.length) > most) return Infinity;
  const width = to - from + 1;
  if (3 * width > rows.length) rows = new Float64Array(6 * width);
  // Three rows in turn: `row` for a[i], the two before it above.
  let [row, above, above2] = [0, width, 2 * width];
  rows[row] = 0;
  for (let j = 1; j < width; j++) rows[row + j] = rows[row + j - 1]! + gapPrice(letters[from + j - 1]!);

  for (let i = 1; i <= a.length; i++) {
    [row, above, above2] = [above2, row, above];
    const letter = a[i - 1]!;
    let least = (rows[row] = rows[above]! + gapPrice(letter));
    for (let j = 1; j < width; j++) {
      const other = letters[from + j - 1]!;
      let price = rows[above + j - 1]! + swapTable[letter * CODES + other]!;
      price = Math.min(price, rows[above + j]! + gapPrice(letter), rows[row + j - 1]! + gapPrice(other));
      if (i > 1 && j > 1 && letter !== other && letter === letters[from + j - 2] && a[i - 2] === other)
        price = Math.min(price, rows[above2 + j - 2]! + SWAP);
      rows[row + j] = price;
      if (price < least) least = price;
    }
    // A swap can reach back over one row, at a price.
    if (least > limit + LETTER) return Infinity;
  }
  if (!begun) return within(rows[row + width - 1]!, limit);
  let best = Infinity;
  for (let j = 0; j < width; j++) best = Math.min(best, rows[row + j]!);
  return within(best, limit);
}

const within = (price: number, limit: number) => (price > limit ? Infinity : price);
const gapPrice = (code: number) => gapTable[code]!;

let rows = new Float64Array(256);

const gapTable = Float64Array.from({ length: CODES }, (_, code) => (isVowel(code) ? CHEAP : LETTER));

const NEIGHBOURS = ["kg", "td", "bp", "sc", "lr", "nm", "jy", "jd", "fp", "wu", "wb", "yi"];

const swapTable = Float64Array.from({ length: CODES * CODES }, (_, pair) => {
  const [a, b] = [Math.floor(pair / CODES), pair % CODES];
  if (a === b) return 0;
  const isNear = NEIGHBOURS.some((two) => [...two].every((letter) => letter === letterOf(a) || letter === letterOf(b)));
  return isNear || (isVowel(a) && isVowel(b)) ? CHEAP : LETTER;
});

function letterOf(code: number): string {
  return code === 0 ? "" : code <= 26 ? String.fromCharCode(96 + code) : String(code - 27);
}

function isVowel(code: number): boolean {
  return code > 0 && "aeiou".includes(letterOf(code));
}
