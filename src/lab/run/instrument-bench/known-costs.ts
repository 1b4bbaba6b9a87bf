import * as tf from '@tensorflow/tfjs-core';
import { type Case, defineExperiment, type Experiment } from '#lab/experiments/experiment.ts';

// Work whose cost is known beforehand, to measure the instrument itself by (benchmarking rule 5.3).

/** Waits, busily, for so many milliseconds of the clock by which the instrument measures. */
function busyWait(ms: number): void {
  const end = process.hrtime.bigint() + BigInt(Math.round(ms * 1e6));
  while (process.hrtime.bigint() < end);
}

/** So many steps of xorshift, each of which needs the one before. */
export function spin(steps: number): number {
  let state = 0x9e3779b9;
  for (let step = 0; step < steps; step++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

/** A case that does some work and returns the same number however it went. */
function work(network: string, grid: readonly number[], run: (at: number) => void): Case {
  return {
    network,
    computes: 'one',
    threads: ['one'],
    grid,
    quickGrid: grid,
    flops: () => 1,
    sequentialSteps: () => 1,
    open: (at) => ({
      run() {
        run(at);
        return tf.scalar(1);
      },
      dispose() {},
    }),
  };
}

const functions = { one: { oracle: () => Float64Array.of(1), reductionLength: () => 1 } };
const common = { axis: { name: 'size', symbol: 'n' }, shape: {}, functions };

/** Fixed waits; loops of order n, n² and n³; and one loop that does 1.05 of another's steps. */
export const knownCosts: Experiment = defineExperiment({
  ...common,
  name: 'known-costs',
  cases: [
    work('busy-wait', [5, 10, 20], busyWait),
    work('order-1', [1, 2, 4, 8, 16], (n) => void spin(500_000 * n)),
    work('order-2', [1, 2, 4, 8, 16], (n) => void spin(500_000 * n ** 2)),
    work('order-3', [1, 2, 4, 8], (n) => void spin(500_000 * n ** 3)),
    work('plain', [1], () => void spin(4_000_000)),
    work('plain-and-a-twentieth', [1], () => void spin(4_200_000)),
  ],
  primary: { of: { case: 'plain-and-a-twentieth@one', at: 1 }, over: { case: 'plain@one', at: 1 } },
});

export const pairs = 20;

/** Twenty times the same work under two names. */
export const sameTwice: Experiment = defineExperiment({
  ...common,
  name: 'same-twice',
  cases: Array.from({ length: pairs }, (_, pair) =>
    ['a', 'b'].map((side) => work(`${side}-${pair}`, [1], () => void spin(2_000_000))),
  ).flat(),
});

/** One case beside which processor hogs run in chosen blocks. */
export const disturbed: Experiment = defineExperiment({
  ...common,
  name: 'disturbed',
  cases: [
    work('left', [1], () => void spin(4_000_000)),
    work('right', [1], () => void spin(8_000_000)),
  ],
});

const all = [knownCosts, sameTwice, disturbed];

/** The experiment of a name, for the measured processes. */
export async function loadKnownCost(name: string): Promise<Experiment> {
  const found = all.find((each) => each.name === name);
  if (found === undefined) {
    const known = all.map((each) => each.name).join(', ');
    throw new RangeError(`There is no known cost "${name}"; there are ${known}.`);
  }
  return found;
}
