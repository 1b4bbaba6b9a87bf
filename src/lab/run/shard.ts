/** One of n shares of the experiments, from 1. */
export interface Shard {
  index: number;
  of: number;
}

/** Reads `2/4`. Throws a RangeError that says what is expected. */
export function parseShard(text: string): Shard {
  const [index, of] = (text.match(/^(\d{1,4})\/(\d{1,4})$/) ?? []).slice(1).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of) {
    throw new RangeError(`"${text}" is no shard; expected I/N with 1 ≤ I ≤ N, such as 2/4.`);
  }
  return { index, of };
}

/**
 * The experiments of a shard: the longest first, each to the share that has the least to do. Every
 * machine with the same names and costs (ms) finds the same shares.
 */
export function shardOf(
  names: readonly string[],
  costMs: (name: string) => number,
  shard: Shard,
): string[] {
  const shares = Array.from({ length: shard.of }, () => ({ ms: 0, names: [] as string[] }));
  const longestFirst = [...names].sort((a, b) => costMs(b) - costMs(a) || (a < b ? -1 : 1));
  for (const name of longestFirst) {
    const least = shares.reduce((a, b) => (b.ms < a.ms ? b : a));
    least.names.push(name);
    least.ms += costMs(name);
  }
  return (shares[shard.index - 1]?.names ?? []).sort();
}
