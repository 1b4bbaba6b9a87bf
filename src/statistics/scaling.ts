/**
 * Amdahl's serial fraction s from one speed-up S on p processors: 1/S = s + (1 − s)/p, so that
 * s = (p/S − 1)/(p − 1). Below 0 where p processors are more than p times as fast (Amdahl 1967).
 */
export function serialFraction(speedUp: number, processors: number): number {
  if (!(processors >= 2)) {
    throw new RangeError(`A serial fraction needs at least 2 processors; received ${processors}.`);
  }
  return (processors / speedUp - 1) / (processors - 1);
}

/**
 * Where two curves of time over size cross: the first size at which their ratio passes 1, by linear
 * interpolation of logarithms between neighbouring points. Undefined where they do not cross.
 * Sizes and times are positive; sizes ascend.
 */
export function crossover(
  points: readonly { x: number; first: number; second: number }[],
): number | undefined {
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (from === undefined) continue;
    const [before, after] = [Math.log(from.first / from.second), Math.log(to.first / to.second)];
    if (before === after || Math.sign(before) === Math.sign(after)) continue;
    const share = before / (before - after);
    return Math.exp(Math.log(from.x) + share * Math.log(to.x / from.x));
  }
  return undefined;
}
