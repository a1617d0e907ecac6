/**
 * The logarithm of the gamma function, and how far Stirling's formula misses it.
 *
 * `logGamma(x)` for x > 0, relative error near 1e-15 (absolute where the value
 * passes zero, at 1 and 2). Source: Lanczos' approximation with g = 607/128 and
 * the 15 coefficients by Godfrey (2001); the series of Stirling (DLMF 5.11.1)
 * from 15 on. Checked against R lgamma.
 */
const LANCZOS_G = 607 / 128;
const LANCZOS = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174,
  -0.49191381609762019978, 0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4,
  0.15808870322491248884e-3, -0.21026444172410488319e-3, 0.21743961811521264320e-3, -0.16431810653676389022e-3,
  0.84418223983852743293e-4, -0.26190838401581408670e-4, 0.36899182659531622704e-5,
];

const HALF_LOG_2PI = 0.918938533204672741780;

export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs a positive number, not ${x}`);
  if (x >= 15) return (x - 0.5) * Math.log(x) - x + HALF_LOG_2PI + stirlingSeries(x);
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i);
  const t = x + LANCZOS_G - 0.5;
  return (x - 0.5) * Math.log(t) - t + HALF_LOG_2PI + Math.log(sum);
}

/** log Γ(n + 1) minus Stirling's (n + ½) log n - n + ½ log 2π, for n > 0. */
export function stirlingError(n: number): number {
  if (n >= 15) return stirlingSeries(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_2PI;
}

/** 1/12n - 1/360n³ + … (Bernoulli numbers); from 15 on the next term is below 1e-16. */
function stirlingSeries(n: number): number {
  const nn = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / nn) / nn) / nn) / nn) / nn) / n;
}
