/** Positions of a block for which computing takes as long as passing it on: F / B (Liu et al. 2024, sec. 3). */
export function ringBlock(flopsPerSecond: number, bytesPerSecond: number): number {
  return flopsPerSecond / bytesPerSecond;
}

/** Positions that a device must hold for that: six blocks, of query, keys, values, output and two in flight. */
export function ringSequence(flopsPerSecond: number, bytesPerSecond: number): number {
  return 6 * ringBlock(flopsPerSecond, bytesPerSecond);
}
