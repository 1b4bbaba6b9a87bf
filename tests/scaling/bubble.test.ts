import { describe, expect, it } from 'vitest';
import { bubbleOverWork, bubbleShare } from '#scaling/bubble.ts';

describe('the bubble of a pipeline', () => {
  // Narayanan et al. 2021: the rows of table 1 with more than one stage, in per cent.
  it.each([
    [2, 12, 1, 8.3],
    [4, 28, 3, 3.6],
    [8, 48, 2, 7.3],
    [16, 144, 2, 5.2],
    [35, 280, 3, 4.0],
    [64, 512, 1, 12.3],
  ])('of %d stages and %d micro-batches in %d pieces is %d % of the work', (p, m, v, percent) => {
    expect(100 * bubbleOverWork(p, m, v)).toBeCloseTo(percent, 1);
  });

  it.each([
    [2, 1, 50],
    [2, 2, 33.3],
    [2, 4, 20],
    [2, 8, 11.1],
    [2, 16, 5.9],
    [2, 32, 3],
  ])('of %d stages and %d micro-batches is %d % of the step', (stages, microBatches, percent) => {
    expect(100 * bubbleShare(stages, microBatches)).toBeCloseTo(percent, 1);
  });

  /** Stage k works on micro-batch i in tick i + k, and the step lasts until the last has. */
  it('is what stays empty in a timetable', () => {
    for (const [stages, microBatches] of [
      [3, 5],
      [8, 2],
    ] as const) {
      const ticks = microBatches + stages - 1;
      const empty = stages * ticks - stages * microBatches;
      expect(bubbleShare(stages, microBatches)).toBeCloseTo(empty / (stages * ticks), 12);
      expect(bubbleOverWork(stages, microBatches)).toBeCloseTo(empty / (stages * microBatches), 12);
    }
  });
});
