import { expect, it } from 'vitest';
import { SharedSum } from '#lab/parallel/shared-sum.ts';

it('adds up what all bring, each its share of the places, in the order of the workers', () => {
  const memory = SharedSum.memory(3, 7);
  const brought = [1, 10, 100].map((each) =>
    Float32Array.from({ length: 7 }, (_, at) => each * at),
  );
  const sums = brought.map(() => new SharedSum(memory));
  // One thread plays all three: first everybody leaves what he has, then everybody adds up his share.
  const met: (() => void)[] = [];
  for (const [worker, sum] of sums.entries()) {
    const others = brought.slice(worker + 1);
    let meetings = 0;
    sum.reduce(brought[worker] as Float32Array, {
      worker,
      workers: 3,
      meet() {
        if (meetings++ > 0) return;
        for (const [index, other] of others.entries()) {
          (memory.parts[worker + 1 + index] as Float32Array).set(other);
        }
        met.push(() => undefined);
      },
    });
  }
  expect([...memory.sum]).toEqual([0, 111, 222, 333, 444, 555, 666]);
  expect(met).toHaveLength(3);
});

it('refuses arrays of another length', () => {
  const sum = new SharedSum(SharedSum.memory(2, 4));
  const post = { worker: 1, workers: 2, meet: () => undefined };
  expect(() => sum.reduce(new Float32Array(3), post)).toThrow(
    'must bring 4 numbers; worker 1 brought 3',
  );
});
