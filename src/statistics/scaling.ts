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

/** Contention σ and coherency κ of the Universal Scalability Law, S = p / (1 + σ(p − 1) + κp(p − 1)). */
export interface ScalabilityLaw {
  contention: number;
  coherency: number;
}

/**
 * The Universal Scalability Law (Gunther 2007, eq. 4.31) through speed-ups S on p processors, by least squares on
 * p/S − 1 = σ(p − 1) + κp(p − 1), which is linear in both. Needs two different p above 1.
 */
export function fitScalability(
  points: readonly { processors: number; speedUp: number }[],
): ScalabilityLaw {
  // Divided by p − 1 it is a straight line in p: (p/S − 1)/(p − 1) = σ + κp, each point with weight (p − 1)².
  const rows = points
    .filter(({ processors }) => processors > 1)
    .map(({ processors: p, speedUp }) => ({
      weight: (p - 1) ** 2,
      x: p,
      y: serialFraction(speedUp, p),
    }));
  if (new Set(rows.map(({ x }) => x)).size < 2) {
    throw new RangeError('A scalability law needs speed-ups on two numbers of processors above 1.');
  }
  const sum = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + row.weight * of(row), 0);
  const [weight, x, y] = [sum(() => 1), sum((row) => row.x), sum((row) => row.y)];
  const [meanX, meanY] = [x / weight, y / weight];
  const coherency =
    sum((row) => (row.x - meanX) * (row.y - meanY)) / sum((row) => (row.x - meanX) ** 2);
  return { contention: meanY - coherency * meanX, coherency };
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
