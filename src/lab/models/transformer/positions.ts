import type { DenseArray } from '../weights.ts';

/**
 * Sinusoidal positions [n, dModel]: PE(pos, 2i) = sin(pos / 10000^(2i/dModel)) and
 * PE(pos, 2i+1) = cos(the same) (Vaswani et al. 2017, sec. 3.5).
 */
export function sinusoidalPositions(n: number, dModel: number): DenseArray {
  const values = new Float32Array(n * dModel);
  for (let position = 0; position < n; position++) {
    for (let column = 0; column < dModel; column++) {
      const angle = position / 10_000 ** ((column - (column % 2)) / dModel);
      values[position * dModel + column] = column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    }
  }
  return { shape: [n, dModel], values };
}
