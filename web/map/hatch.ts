/** Patterns drawn by hand: a claim's hatch, and the finer hatch of an area that is not covered. */

/** Lines at 45°, `period` pixels apart, as raw pixels for the map (twice the size, for sharp screens). */
export function hatch(colour: string, period: number, width: number): { data: ImageData; pixelRatio: number } {
  const size = period * 2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const draw = canvas.getContext("2d")!;
  draw.strokeStyle = colour;
  draw.lineWidth = width * 2;
  // Three parallels, so that the corners of neighbouring tiles meet without a gap.
  for (const offset of [-size, 0, size]) {
    draw.beginPath();
    draw.moveTo(offset - 1, size + 1);
    draw.lineTo(offset + size + 1, -1);
    draw.stroke();
  }
  return { data: draw.getImageData(0, 0, size, size), pixelRatio: 2 };
}

const MISSING_COLOUR = "#8B9196";

/** No number is known for an area. */
export const missing = () => hatch(MISSING_COLOUR, 6, 0.9);

/** There is a number, too small to be shown. */
export const suppressed = () => dots(MISSING_COLOUR, 7);

/** A dot in the middle of each square of `period` pixels. */
function dots(colour: string, period: number): { data: ImageData; pixelRatio: number } {
  const size = period * 2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const draw = canvas.getContext("2d")!;
  draw.fillStyle = colour;
  draw.arc(size / 2, size / 2, 2.4, 0, 2 * Math.PI);
  draw.fill();
  return { data: draw.getImageData(0, 0, size, size), pixelRatio: 2 };
}
