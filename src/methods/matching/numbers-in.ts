/** Which whole numbers does a text hold, each once? Parts of dates, decimals and times are none. */
export const numbersIn = (text: string): number[] => [...new Set([...text.matchAll(/(?<!\d|\d[/.:-])\d{1,6}(?!\d|[/.:-]\d)/g)].map(([digits]) => Number(digits)))];
