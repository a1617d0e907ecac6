/** How tall is a drawing? Known before it is loaded, so that nothing jumps when it comes. */

export const COUNT_ROW_PX = 38;
export const countBarsHeight = (bars: number): number => bars * COUNT_ROW_PX + 12;

export const RATIO_ROW_PX = 58;
export const ratioHeight = (rows: number): number => rows * RATIO_ROW_PX + 44;
