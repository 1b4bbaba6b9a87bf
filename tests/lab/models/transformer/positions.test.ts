import { describe, expect, it } from 'vitest';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';

const rowOf = (n: number, dModel: number, position: number) => [
  ...sinusoidalPositions(n, dModel).values.subarray(position * dModel, (position + 1) * dModel),
];

describe('sinusoidal positions', () => {
  it('begin with sines of 0 and cosines of 0', () => {
    expect(rowOf(3, 6, 0)).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('turn at wavelengths from 2π to 10000 · 2π', () => {
    const [sine, cosine] = rowOf(2, 512, 1);
    expect(sine).toBeCloseTo(Math.sin(1), 6);
    expect(cosine).toBeCloseTo(Math.cos(1), 6);
    // The last pair turns by 10000^(−510/512) a position.
    expect(rowOf(2, 512, 1)[510]).toBeCloseTo(Math.sin(10_000 ** (-510 / 512)), 9);
  });

  // Sec. 3.5 of the paper: PE(pos + k) is a linear function of PE(pos), a rotation of each pair.
  it.each([1, 5, 30])('a shift by %d is the same rotation everywhere', (k) => {
    const dModel = 8;
    const rows = Array.from({ length: 40 }, (_, position) => rowOf(40, dModel, position));
    for (const [position, row] of rows.slice(0, 40 - k).entries()) {
      for (let pair = 0; pair < dModel; pair += 2) {
        const angle = k / 10_000 ** (pair / dModel);
        const [sine, cosine] = [row[pair] as number, row[pair + 1] as number];
        const turned = sine * Math.cos(angle) + cosine * Math.sin(angle);
        expect(rows[position + k]?.[pair]).toBeCloseTo(turned, 5);
      }
    }
  });
});
