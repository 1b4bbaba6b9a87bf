/**
 * Whether a ratio is practically 1, by two one-sided tests: `equivalent` where its whole interval
 * lies within [1/(1+δ), 1+δ], `different` where all of it lies outside, else `not-resolved`. An
 * interval at level 1 − 2α makes each of the two tests one at level α (Schuirmann 1987).
 */
export function equivalence(
  { low, high }: { low: number; high: number },
  practicalEffect: number,
): 'equivalent' | 'different' | 'not-resolved' {
  const largest = 1 + practicalEffect;
  if (low >= 1 / largest && high <= largest) return 'equivalent';
  return low > largest || high < 1 / largest ? 'different' : 'not-resolved';
}
