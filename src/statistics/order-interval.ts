/** An interval between two of the values themselves, for their median. */
export interface OrderInterval {
  low: number;
  high: number;
  /** Exact probability that it covers the median of what the values are drawn from. */
  coverage: number;
}

/**
 * The narrowest interval [y(r), y(K+1−r)] of K sorted values that covers the median with at least
 * the given probability, by the binomial distribution with p = 1/2; the whole range where even that
 * covers less. It assumes nothing of the distribution, so that it holds where blocks are bimodal.
 */
export function orderInterval(values: readonly number[], level: number): OrderInterval {
  if (values.length < 2) {
    throw new RangeError(`An interval needs at least two values; received ${values.length}.`);
  }
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  let outside = 0.5 ** count;
  let rank = 1;
  let missed = outside;
  for (let next = 2; next <= count / 2; next++) {
    // P(fewer than `next` values lie below the median), each value below it with probability 1/2.
    missed *= (count - next + 2) / (next - 1);
    if (1 - 2 * (outside + missed) < level) break;
    outside += missed;
    rank = next;
  }
  return {
    low: sorted[rank - 1] as number,
    high: sorted[count - rank] as number,
    coverage: 1 - 2 * outside,
  };
}
