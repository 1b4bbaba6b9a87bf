import { gammaln } from 'simple-statistics';

/**
 * Quantile of Student's t distribution: the t with P(T ≤ t) = probability.
 * Bisection on the cumulative distribution; absolute error below 1e-9.
 */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`A t quantile needs a probability in (0, 1); received ${probability}.`);
  }
  if (!(degreesOfFreedom >= 1)) {
    throw new RangeError(
      `A t quantile needs at least 1 degree of freedom; received ${degreesOfFreedom}. ` +
        'An interval needs at least two blocks.',
    );
  }
  if (probability < 0.5) return -tQuantile(1 - probability, degreesOfFreedom);
  let low = 0;
  let high = 1;
  while (tCumulative(high, degreesOfFreedom) < probability) high *= 2;
  while (high - low > 1e-10 * Math.max(1, high)) {
    const middle = (low + high) / 2;
    if (tCumulative(middle, degreesOfFreedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T ≤ t) for t ≥ 0, by the regularised incomplete beta function. */
function tCumulative(t: number, degreesOfFreedom: number): number {
  const x = degreesOfFreedom / (degreesOfFreedom + t * t);
  return 1 - 0.5 * incompleteBeta(x, degreesOfFreedom / 2, 0.5);
}

/** Regularised incomplete beta I_x(a, b), by Lentz's continued fraction (Press et al., sec. 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront = gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x);
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let fraction = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (Math.exp(logFront) * fraction) / a;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
