import { describe, expect, it } from 'vitest';
import { filled, seededNormal, toTensors } from '#lab/models/weights.ts';

describe('seeded draws', () => {
  it('are the same for the same seed and others for another', () => {
    const [first, again, other] = [7, 7, 8].map((seed) => seededNormal(seed)([4, 5], 1));
    expect(again).toEqual(first);
    expect(other?.values).not.toEqual(first?.values);
  });

  it('are normal with the deviation asked for', () => {
    const { values } = seededNormal(1)([20_000], 3);
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    const deviation = Math.sqrt(
      values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length,
    );
    // Standard errors are 3/√20000 = 0.021 and 3/√40000 = 0.015.
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(deviation - 3)).toBeLessThan(0.08);
    const within = values.filter((each) => Math.abs(each) < 3).length / values.length;
    expect(within).toBeCloseTo(0.6827, 1);
  });
});

describe('what is put on a backend is checked where values are at hand', () => {
  const weights = () => ({ layers: [{ gain: filled([3], 1) }], bias: filled([2], 0) });

  it.each([
    [Number.NaN, 'layers.0.gain must hold finite numbers; received NaN at index 1.'],
    [
      Number.POSITIVE_INFINITY,
      'layers.0.gain must hold finite numbers; received Infinity at index 1.',
    ],
  ])('%d is refused by the name of its array', (value, message) => {
    const broken = weights();
    broken.layers[0]?.gain.values.fill(value, 1, 2);
    expect(() => toTensors(broken)).toThrow(message);
  });

  it('a shape that does not fit its values is refused', () => {
    const broken = { ...weights(), bias: { shape: [3], values: new Float32Array(2) } };
    expect(() => toTensors(broken)).toThrow(
      'bias must hold 3 values for its shape [3]; received 2.',
    );
  });
});
