/** How tall is a drawing? Known before it is loaded, so that nothing jumps when it comes. */

/** From here on a bar's name stands beside it; on a phone above it. */
export const BESIDE_FROM_PX = 560;

export const countRowPx = (width: number): number => (width >= BESIDE_FROM_PX ? 28 : 40);
export const countBarsHeight = (bars: number, width = BESIDE_FROM_PX): number => bars * countRowPx(width) + 8;

export const RATIO_ROW_PX = 58;
export const ratioHeight = (rows: number): number => rows * RATIO_ROW_PX + 44;
