import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forwardOperations,
  idealBubbleShare,
  keptMicroBatches,
  type Operation,
  type PipelineSize,
  type Schedule,
  trainingOperations,
  warmUpForwards,
} from '#lab/parallel/schedule.ts';
import { simulateSchedule } from '#lab/parallel/simulate.ts';
import { type Interval, joinTrace } from '#lab/parallel/trace.ts';

const schedules: Schedule[] = ['gpipe', '1f1b'];
const anySchedule = fc.constantFrom(...schedules);
const anySize = fc.record({
  stages: fc.integer({ min: 1, max: 7 }),
  microBatches: fc.integer({ min: 1, max: 12 }),
});
const anyTime = fc.integer({ min: 1, max: 9 });

/** 'F0 F1 B1 B0': micro-batches count from 0. */
const text = (operations: readonly Operation[]) =>
  operations.map(({ kind, microBatch }) => `${kind === 'forward' ? 'F' : 'B'}${microBatch}`);
const allStages = (schedule: Schedule, size: PipelineSize) =>
  Array.from({ length: size.stages }, (_, stage) => trainingOperations(schedule, size, stage));
const intervalOf = (of: readonly Interval[] | undefined, kind: string, microBatch: number) =>
  of?.find((each) => each.kind === kind && each.microBatch === microBatch) as Interval;

describe('the order of operations is that of the published figures', () => {
  it.each<[string, Schedule, PipelineSize, stage: number, string]>([
    // Huang et al. 2019, fig. 2c: K = 4, M = 4; each of the stages the same.
    ['GPipe', 'gpipe', { stages: 4, microBatches: 4 }, 0, 'F0 F1 F2 F3 B3 B2 B1 B0'],
    ['GPipe', 'gpipe', { stages: 4, microBatches: 4 }, 3, 'F0 F1 F2 F3 B3 B2 B1 B0'],
    // Narayanan et al. 2021, fig. 4 (top): K = 4, M = 8; devices 1, 2, 3 and 4.
    [
      '1F1B',
      '1f1b',
      { stages: 4, microBatches: 8 },
      0,
      'F0 F1 F2 F3 B0 F4 B1 F5 B2 F6 B3 F7 B4 B5 B6 B7',
    ],
    [
      '1F1B',
      '1f1b',
      { stages: 4, microBatches: 8 },
      1,
      'F0 F1 F2 B0 F3 B1 F4 B2 F5 B3 F6 B4 F7 B5 B6 B7',
    ],
    [
      '1F1B',
      '1f1b',
      { stages: 4, microBatches: 8 },
      2,
      'F0 F1 B0 F2 B1 F3 B2 F4 B3 F5 B4 F6 B5 F7 B6 B7',
    ],
    [
      '1F1B',
      '1f1b',
      { stages: 4, microBatches: 8 },
      3,
      'F0 B0 F1 B1 F2 B2 F3 B3 F4 B4 F5 B5 F6 B6 F7 B7',
    ],
    [
      '1F1B with fewer micro-batches than stages',
      '1f1b',
      { stages: 4, microBatches: 2 },
      0,
      'F0 F1 B0 B1',
    ],
  ])('%s', (_, schedule, size, stage, expected) => {
    expect(text(trainingOperations(schedule, size, stage)).join(' ')).toBe(expected);
  });

  it('keeps M micro-batches with GPipe and at most K − k with 1F1B', () => {
    const size = { stages: 4, microBatches: 8 };
    const kept = (schedule: Schedule) =>
      [0, 1, 2, 3].map((k) => keptMicroBatches(schedule, size, k));
    expect(kept('gpipe')).toEqual([8, 8, 8, 8]);
    expect(kept('1f1b')).toEqual([4, 3, 2, 1]);
    expect([0, 1, 2, 3].map((k) => warmUpForwards(size, k))).toEqual([3, 2, 1, 0]);
  });

  it.each([
    [1, 50],
    [2, 33.3],
    [4, 20],
    [8, 11.1],
    [16, 5.9],
    [32, 3.0],
  ])('two stages and M = %d have a bubble of %d %%', (microBatches, percent) => {
    const share = idealBubbleShare({ stages: 2, microBatches });
    expect(Number((100 * share).toPrecision(percent < 10 ? 2 : 3))).toBe(percent);
  });

  it.each<[PipelineSize, stage: number, string]>([
    [{ stages: 2, microBatches: 0 }, 0, 'microBatches must be a whole number of at least 1'],
    [{ stages: 2, microBatches: 4 }, 2, 'stage must be 0 to 1; received 2'],
  ])('refuses %o, stage %d', (size, stage, sentence) => {
    expect(() => trainingOperations('1f1b', size, stage)).toThrow(sentence);
  });
});

describe('any schedule', () => {
  it('has each operation once, and forward before backward', () => {
    fc.assert(
      fc.property(anySchedule, anySize, (schedule, size) => {
        for (const own of allStages(schedule, size).map(text)) {
          expect(new Set(own).size).toBe(2 * size.microBatches);
          expect(own).toHaveLength(2 * size.microBatches);
          for (let m = 0; m < size.microBatches; m++) {
            expect(own.indexOf(`F${m}`)).toBeGreaterThanOrEqual(0);
            expect(own.indexOf(`B${m}`)).toBeGreaterThan(own.indexOf(`F${m}`));
          }
        }
      }),
    );
  });

  it('takes (M + K − 1)(forward + backward) with equal stages, and has the ideal bubble', () => {
    fc.assert(
      fc.property(anySchedule, anySize, anyTime, anyTime, (schedule, size, forward, backward) => {
        const times = Array(size.stages).fill({ forward, backward });
        const busy = simulateSchedule(allStages(schedule, size), times);
        const { makespanMs, bubbleShare } = joinTrace(busy, 0);
        const { stages, microBatches } = size;
        // Narayanan et al. 2021, eq. 1.
        expect(makespanMs).toBe((microBatches + stages - 1) * (forward + backward));
        expect(bubbleShare).toBeCloseTo(idealBubbleShare(size), 12);
        // Sec. 2.2.1: idle time over ideal time.
        expect(bubbleShare / (1 - bubbleShare)).toBeCloseTo((stages - 1) / microBatches, 12);
      }),
    );
  });

  it('never holds more micro-batches than it may, and never overwrites a slot still in use', () => {
    const anyTimes = fc.array(fc.record({ forward: anyTime, backward: anyTime }), {
      minLength: 7,
      maxLength: 7,
    });
    fc.assert(
      fc.property(anySchedule, anySize, anyTimes, (schedule, size, times) => {
        const busy = simulateSchedule(allStages(schedule, size), times);
        for (const [stage, own] of busy.entries()) {
          const slots = keptMicroBatches(schedule, size, stage);
          let kept = 0;
          for (const { kind } of own) {
            kept += kind === 'forward' ? 1 : -1;
            expect(kept).toBeLessThanOrEqual(slots);
          }
          if (stage === size.stages - 1) continue;
          for (let m = slots; m < size.microBatches; m++) {
            const reader = intervalOf(busy[stage + 1], 'backward', m - slots);
            expect(intervalOf(own, 'forward', m).startMs).toBeGreaterThanOrEqual(reader.endMs);
          }
        }
      }),
    );
  });

  it('of forward passes alone takes Σ tₖ + (M − 1)·max tₖ with unequal stages', () => {
    fc.assert(
      fc.property(
        fc.array(anyTime, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (forwards, microBatches) => {
          const operations = forwards.map(() => forwardOperations(microBatches));
          const times = forwards.map((forward) => ({ forward, backward: 0 }));
          const { makespanMs } = joinTrace(simulateSchedule(operations, times), 0);
          const sum = forwards.reduce((total, each) => total + each, 0);
          expect(makespanMs).toBe(sum + (microBatches - 1) * Math.max(...forwards));
        },
      ),
    );
  });

  it('that waits for itself is refused', () => {
    const backwardFirst: Operation[] = [
      { kind: 'backward', microBatch: 0 },
      { kind: 'forward', microBatch: 0 },
    ];
    const times = [{ forward: 1, backward: 1 }];
    expect(() => simulateSchedule([backwardFirst], times)).toThrow('deadlocks');
  });
});
