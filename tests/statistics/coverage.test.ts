import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { median } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { blockInterval } from '#statistics/block-interval.ts';

// Benchmarking rules 16 and 17: the interval must cover, also where the machine drifts.
const replications = 2000;
const blocks = 10;
const samples = 20;

function normals(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator))) *
    Math.cos(2 * Math.PI * uniformFloat64(generator));
}

/** Log time of one process: the true one, what the process adds, and the median of its samples. */
function process(normal: () => number, between: number, within: number): number {
  const own = between * normal();
  return median(Array.from({ length: samples }, () => own + within * normal()));
}

describe('the 95 % interval of a time', () => {
  it.each([
    ['quiet', 0.01, 0.02],
    ['noisy', 0.04, 0.1],
  ])('covers the truth in 93 to 97 of 100 %s records', (_name, between, within) => {
    const normal = normals(20_261_123);
    let covered = 0;
    for (let each = 0; each < replications; each++) {
      const times = Array.from({ length: blocks }, () =>
        Math.exp(process(normal, between, within)),
      );
      const { low, high } = blockInterval(times);
      if (low <= 1 && high >= 1) covered++;
    }
    expect(covered / replications).toBeGreaterThan(0.93);
    expect(covered / replications).toBeLessThan(0.97);
  });
});

describe('the 95 % interval of a ratio under drift', () => {
  const drift = 0.02;

  function coverage(paired: boolean): number {
    const normal = normals(42);
    let covered = 0;
    for (let each = 0; each < replications; each++) {
      let level = 0;
      const slot = () => {
        level += drift * normal();
        return Math.exp(level + process(normal, 0.01, 0.02));
      };
      const first: number[] = [];
      const second: number[] = [];
      if (paired) {
        for (let block = 0; block < blocks; block++) {
          const order = normal() > 0 ? [first, second] : [second, first];
          for (const side of order) side.push(slot());
        }
      } else {
        for (let block = 0; block < blocks; block++) first.push(slot());
        for (let block = 0; block < blocks; block++) second.push(slot());
      }
      const { low, high } = blockInterval(first.map((ms, block) => ms / (second[block] as number)));
      if (low <= 1 && high >= 1) covered++;
    }
    return covered / replications;
  }

  it('covers in randomised paired blocks', () => {
    expect(coverage(true)).toBeGreaterThan(0.93);
    expect(coverage(true)).toBeLessThan(0.97);
  });

  it('is seen to fail where all of one case runs before all of the other', () => {
    expect(coverage(false)).toBeLessThan(0.75);
  });
});
