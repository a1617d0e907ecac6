/**
 * On which side of an edge does a point lie? The exact answer, never a rounded one.
 *
 * Two areas that share an edge must agree about it, or a point on a border would
 * belong to both or to neither. So the sign is computed in floating point where
 * its error bound allows (Shewchuk 1997, "Adaptive precision floating-point
 * arithmetic and fast robust geometric predicates", orient2d) and in whole
 * numbers otherwise. Plane coordinates: edges are straight in degrees.
 */
const ERROR_BOUND = (3 + 16 * (Number.EPSILON / 2)) * (Number.EPSILON / 2);

/** Positive: p is left of the way from a to b. Negative: right. Zero: on the straight line. */
export function side(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const left = (ax - px) * (by - py);
  const right = (ay - py) * (bx - px);
  const area = left - right;
  if (Math.abs(area) > ERROR_BOUND * (Math.abs(left) + Math.abs(right))) return area;
  return exactSide(ax, ay, bx, by, px, py);
}

function exactSide(...coordinates: [number, number, number, number, number, number]): number {
  const [ax, ay, bx, by, px, py] = coordinates.map(toWhole) as [bigint, bigint, bigint, bigint, bigint, bigint];
  const area = (ax - px) * (by - py) - (ay - py) * (bx - px);
  return area > 0n ? 1 : area < 0n ? -1 : 0;
}

const double = new DataView(new ArrayBuffer(8));

/** Every double is a whole multiple of 2^-1074: returns which. */
function toWhole(value: number): bigint {
  double.setFloat64(0, value);
  const bits = double.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const whole = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -whole : whole;
}
