import { describe, expect, it } from 'vitest';
import { type Interval, joinTrace } from '#lab/parallel/trace.ts';

const busy = (stage: number, startMs: number, endMs: number): Interval => ({
  stage,
  kind: 'forward',
  microBatch: 0,
  startMs,
  endMs,
});

describe('a trace', () => {
  it('fills what is not busy with idle time, from the common start to the last end', () => {
    const { intervals, makespanMs, busyShare, bubbleShare } = joinTrace(
      [[busy(0, 10, 13)], [busy(1, 14, 16), busy(1, 16, 20)]],
      10,
    );
    expect(intervals).toEqual([
      [busy(0, 0, 3), { stage: 0, kind: 'idle', startMs: 3, endMs: 10 }],
      [{ stage: 1, kind: 'idle', startMs: 0, endMs: 4 }, busy(1, 4, 6), busy(1, 6, 10)],
    ]);
    expect(makespanMs).toBe(10);
    expect(busyShare).toBeCloseTo(9 / 20, 12);
    expect(bubbleShare).toBeCloseTo(11 / 20, 12);
  });

  it('has no bubble where one stage is busy throughout', () => {
    expect(joinTrace([[busy(0, 5, 7), busy(0, 7, 8)]], 5).bubbleShare).toBeCloseTo(0, 12);
  });
});
