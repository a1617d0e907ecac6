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
