import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossover, fitScalability, serialFraction } from '#statistics/scaling.ts';

describe('Amdahl’s serial fraction', () => {
  it.each([
    [2, 2, 0],
    [1, 2, 1],
    [1.6, 2, 0.25],
    [2.5, 4, 0.2],
    [2.2, 2, -1 / 11],
  ])('of a speed-up of %d on %d processors is %d', (speedUp, processors, fraction) => {
    expect(serialFraction(speedUp, processors)).toBeCloseTo(fraction, 12);
  });

  it('gives the speed-up back by 1/S = s + (1 − s)/p', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 64 }),
        (s, p) => {
          expect(serialFraction(1 / (s + (1 - s) / p), p)).toBeCloseTo(s, 9);
        },
      ),
    );
  });

  it('needs two processors', () => {
    expect(() => serialFraction(1, 1)).toThrow('at least 2 processors; received 1');
  });
});

describe('the Universal Scalability Law', () => {
  const law = (contention: number, coherency: number) => (processors: number) => ({
    processors,
    speedUp:
      processors / (1 + contention * (processors - 1) + coherency * processors * (processors - 1)),
  });

  it.each([
    [0.05, 0.004],
    [0.3, 0],
    [0, 0.1],
    [-0.02, 0.01],
  ])('is found again from its own speed-ups: σ = %d, κ = %d', (contention, coherency) => {
    const found = fitScalability([1, 2, 3, 4, 6].map(law(contention, coherency)));
    expect(found.contention).toBeCloseTo(contention, 10);
    expect(found.coherency).toBeCloseTo(coherency, 10);
  });

  it('is the one with the least squares', () => {
    const points = [2, 3, 4, 6].map((processors, at) => ({
      processors,
      speedUp: [1.8, 1.7, 1.9, 1.2][at] as number,
    }));
    const squares = ({ contention, coherency }: { contention: number; coherency: number }) =>
      points.reduce((sum, { processors: p, speedUp }) => {
        const off = p / speedUp - 1 - contention * (p - 1) - coherency * p * (p - 1);
        return sum + off ** 2;
      }, 0);
    const best = fitScalability(points);
    for (const [a, b] of [
      [1e-3, 0],
      [-1e-3, 0],
      [0, 1e-3],
      [0, -1e-3],
      [1e-3, -1e-3],
    ] as const) {
      const other = { contention: best.contention + a, coherency: best.coherency + b };
      expect(squares(other)).toBeGreaterThan(squares(best));
    }
  });

  it('needs two numbers of processors', () => {
    expect(() => fitScalability([1, 2].map(law(0.1, 0)))).toThrow(
      'two numbers of processors above 1',
    );
  });
});

describe('a crossover', () => {
  const curves = (first: (x: number) => number, second: (x: number) => number) =>
    [1, 4, 16, 64].map((x) => ({ x, first: first(x), second: second(x) }));

  it.each<[string, (x: number) => number, (x: number) => number, number]>([
    ['of x² and 8x', (x) => x ** 2, (x) => 8 * x, 8],
    ['of 8x and x²', (x) => 8 * x, (x) => x ** 2, 8],
    ['at a point of the grid', (x) => x, () => 4, 4],
  ])('%s', (_name, first, second, at) => {
    expect(crossover(curves(first, second))).toBeCloseTo(at, 9);
  });

  it('is undefined where one curve stays above the other', () => {
    expect(
      crossover(
        curves(
          (x) => x,
          (x) => 2 * x,
        ),
      ),
    ).toBeUndefined();
    expect(
      crossover(
        curves(
          (x) => x,
          (x) => x,
        ),
      ),
    ).toBeUndefined();
    expect(crossover([])).toBeUndefined();
  });
});
