/**
 * Which of the answers to a bet is right: the index of the range [low, high) that holds the
 * estimate. Throws a RangeError where none does, or more than one.
 */
export function rightAnswer(
  estimate: number,
  ranges: readonly (readonly [low: number, high: number])[],
): number {
  const holding = ranges.flatMap(([low, high], index) =>
    low <= estimate && estimate < high ? [index] : [],
  );
  const [right] = holding;
  if (right !== undefined && holding.length === 1) return right;
  const written = ranges.map(([low, high]) => `[${low}, ${high})`).join(', ');
  throw new RangeError(
    `${holding.length === 0 ? 'No range holds' : `${holding.length} ranges hold`} the measured ` +
      `${Number(estimate.toPrecision(4))}: received ${written}. ` +
      'Choose ranges of which exactly one holds it.',
  );
}
